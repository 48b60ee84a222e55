import type { Window } from '../../booking/draft.ts'

/**
 * How much free time follows a window before anything else begins or the span ends, in lengths of the window as
 * far as it is seen: so far may its label reach out of it.
 */
export function roomAfter(span: Window, window: Window, others: Window[]): number {
  const seen = Math.min(window.endsAt, span.endsAt) - Math.max(window.startsAt, span.startsAt)
  const next = Math.min(
    span.endsAt,
    ...others.filter(({ startsAt }) => startsAt >= window.endsAt).map(({ startsAt }) => startsAt),
  )
  return seen > 0 ? Math.max(0, next - window.endsAt) / seen : 0
}
