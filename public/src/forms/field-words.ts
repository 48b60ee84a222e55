import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import { fieldWords } from '../../../worker/http/texts/fields.ts'

/** Rules that a schema names by `params.code`; the server has the same words for them. */
const named = ['ends_before_start', 'bad_username', 'audit_too_short', 'interval_missing'] as const

/** Words for what a schema complains of, as the server would say it, in the page's language. */
export function useFieldWords(): (issue: z.core.$ZodRawIssue) => string {
  const { t, i18n } = useTranslation('forms')
  const words = fieldWords(i18n.language === 'en' ? 'en' : 'de')
  return (issue) => {
    const params: unknown = issue.code === 'custom' ? issue.params?.code : undefined
    const code = named.find((name) => name === params)
    return code ? t(`error.${code}`) : words(issue)
  }
}
