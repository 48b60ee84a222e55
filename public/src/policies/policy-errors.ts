import { PolicyOverrideSchema } from '../../../worker/services/policy-schema.ts'
import { useFieldWords } from '../forms/field-words.ts'
import type { PolicyDraft } from './rules.ts'

/** What is wrong with a draft, by rule: the same schema judges it on the server. */
export function usePolicyErrors(draft: PolicyDraft): Record<string, string> {
  const words = useFieldWords()
  const judged = PolicyOverrideSchema.safeParse(draft, { error: words })
  if (judged.success) return {}
  return Object.fromEntries(
    judged.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message]).reverse(),
  )
}
