import { ROLES } from '../../../worker/domain/access.ts'
import { PolicyOverrideSchema } from '../../../worker/services/policy-schema.ts'
import { asProblem } from '../api/problem.ts'
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

/** What the server said of a layer's rules: it also knows which contradict each other, or another machine's. */
export function refusedRules(error: unknown, layer: Layer): Record<string, string> {
  if (error === null) return {}
  const layerOf = (path: string) => ROLES.find((role) => path.includes(`.${role}.`)) ?? 'everyone'
  return Object.fromEntries(
    asProblem(error)
      .errors.filter(({ path }) => layerOf(path) === layer)
      .map(({ path, message }) => [path.split('.').at(-1) ?? '', message]),
  )
}
