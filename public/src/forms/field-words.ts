import { useTranslation } from 'react-i18next'
import type * as z from 'zod'

/** Rules that a schema names by `params.code`; the server has the same words for them. */
const named = ['ends_before_start', 'bad_username', 'audit_too_short', 'interval_missing'] as const

const isMissing = (input: unknown) => input === undefined || input === null || input === ''

/** Words for what a schema complains of, in the page's language. */
export function useFieldWords(): (issue: z.core.$ZodRawIssue) => string {
  const { t } = useTranslation('forms')
  return (issue) => {
    if (isMissing(issue.input)) return t('error.required')
    switch (issue.code) {
      case 'too_small':
        if (issue.origin !== 'string') return t('error.tooSmall', { min: Number(issue.minimum) })
        return issue.minimum === 1 ? t('error.required') : t('error.tooShort', { min: Number(issue.minimum) })
      case 'too_big':
        return issue.origin === 'string'
          ? t('error.tooLong', { max: Number(issue.maximum) })
          : t('error.tooBig', { max: Number(issue.maximum) })
      case 'custom': {
        const params: unknown = issue.params?.code
        const code = named.find((name) => name === params)
        return code ? t(`error.${code}`) : t('error.invalid')
      }
      default:
        return t('error.invalid')
    }
  }
}
