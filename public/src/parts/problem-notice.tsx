import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, type Problem } from '../api/problem.ts'
import classes from './problem-notice.module.css'

const worded = [
  'offline',
  'unauthenticated',
  'forbidden',
  'csrf_failed',
  'not_found',
  'conflict',
  'invalid_state',
  'stale',
  'slot_taken',
  'booking_rules',
  'invalid_input',
  'invalid_credentials',
  'locked_out',
  'rate_limited',
  'plug_unreachable',
  'internal',
] as const

/** What the person typed or wished: the answer says what to change, and nobody has to look it up. */
const ownInput: string[] = [
  'invalid_input',
  'booking_rules',
  'slot_taken',
  'invalid_credentials',
  'locked_out',
]

/** Codes with words of their own here; for any other refusal the server's words must do. */
const wordsFor = (problem: Problem) => worded.find((code) => code === problem.code)

/** What went wrong and what to do about it, in the person's language. */
export function useProblemWords() {
  const { t } = useTranslation('problems')
  return (error: unknown) => {
    const problem = asProblem(error)
    const code = wordsFor(problem) ?? (problem.status >= 500 ? 'internal' : undefined)
    const reference =
      problem.requestId && !ownInput.includes(problem.code)
        ? t('requestId', { id: problem.requestId })
        : undefined
    if (code === undefined) return { title: problem.message, text: undefined, reference }
    return {
      title: t(`title.${code}`),
      text: t(`text.${code}`, { minutes: Math.max(1, Math.ceil((problem.retryAfterSeconds ?? 300) / 60)) }),
      reference,
    }
  }
}

type NoticeProps = { error: unknown; onRetry?: () => void; children?: ReactNode }

/** A refusal in the flow of the page: what happened, the next step, and the request id for whoever helps. */
export function ProblemNotice({ error, onRetry, children }: NoticeProps) {
  const { t } = useTranslation('common')
  const words = useProblemWords()(error)
  // What is not there is not there a moment later.
  const canRetry = onRetry !== undefined && asProblem(error).code !== 'not_found'
  return (
    <div role="alert" className={classes.notice} data-tone="bad">
      <IconAlertTriangle aria-hidden="true" className={classes.icon} />
      <div className={classes.body}>
        <strong>{words.title}</strong>
        {words.text && <p>{words.text}</p>}
        {children}
        {words.reference && <p className={classes.reference}>{words.reference}</p>}
        {canRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
      </div>
    </div>
  )
}
