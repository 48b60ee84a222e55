import { PolicyOverrideSchema } from '../../../worker/services/policy-schema.ts'
import { useFieldWords } from '../forms/field-words.ts'
import { type Layer, layers, type PolicyDrafts } from './policy-drafts.ts'

export type PolicyErrors = Partial<Record<Layer, Record<string, string>>>

/** What is wrong with the drafts, by layer and rule: the same schema judges them on the server. */
export function usePolicyErrors(drafts: PolicyDrafts): PolicyErrors {
  const words = useFieldWords()
  const judged = layers.flatMap((layer) => {
    const result = PolicyOverrideSchema.safeParse(drafts[layer] ?? {}, { error: words })
    if (result.success) return []
    const errors = result.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message] as const)
    // The first complaint of a rule is the one that explains the others.
    return [[layer, Object.fromEntries(errors.reverse())] as const]
  })
  return Object.fromEntries(judged)
}
