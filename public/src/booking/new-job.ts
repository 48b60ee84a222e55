import type { NewJob } from '../api/shapes.ts'
import type { Draft, Window } from './draft.ts'

/** The booking that a draft asks for; empty fields are left out. */
export function newJobOf(draft: Draft, printerId: string, window: Window, defaultTitle: string): NewJob {
  const note = draft.note.trim()
  const { repeat, userId, costCentreId } = draft
  return {
    printerId,
    startsAt: new Date(window.startsAt).toISOString(),
    endsAt: new Date(window.endsAt).toISOString(),
    title: draft.title.trim() || defaultTitle,
    ...(note !== '' && { note }),
    ...(userId !== '' && { userId }),
    ...(costCentreId !== '' && { costCentreId }),
    ...(repeat !== 'never' && {
      repeat: { every: repeat, count: Number(draft.count), skipConflicts: draft.skipConflicts },
    }),
  }
}
