import { useTranslation } from 'react-i18next'
import type * as z from 'zod'
import { fieldWords } from '../../../worker/http/texts/fields.ts'

/** Words for what a schema complains of, as the server would say it, in the page's language. */
export function useFieldWords(): (issue: z.core.$ZodRawIssue) => string {
  const { i18n } = useTranslation()
  return fieldWords(i18n.language === 'en' ? 'en' : 'de')
}
