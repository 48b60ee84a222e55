import { useTranslation } from 'react-i18next'
import type { Job } from '../../api/shapes.ts'
import { useRules } from '../../booking/rules.ts'
import { useViolationWords } from '../../booking/violation-words.ts'
import { useFormat } from '../../i18n/format.ts'
import { collision, type Ghost, windowOfJob } from './ghost.ts'
import type { Span } from './span.ts'

/** Everything that speaks against a time that is being chosen: who has it, and which rules it breaks. */
export function useComplaints(span: Span, jobs: Job[], now: number, ownId: string | undefined) {
  const { t } = useTranslation(['booking', 'plan'])
  const format = useFormat()
  const { judge } = useRules(span, now)
  const word = useViolationWords(now)
  return (ghost: Ghost): string[] => {
    const { printerId, job, startsAt, endsAt } = ghost
    const other = collision(ghost, jobs)
    const isOwn = !job || job.userId === ownId
    const rules = judge({ printerId, window: { startsAt, endsAt }, now, job, isOwn })
    const taken = other && format.window(windowOfJob(other).startsAt, windowOfJob(other).endsAt, now)
    return [
      ...(other && taken
        ? [
            other.userName === null
              ? t('booking:overlapNoName', { window: taken })
              : t('booking:overlap', { name: other.userName, window: taken }),
          ]
        : []),
      ...new Set(rules.map(word)),
    ]
  }
}
