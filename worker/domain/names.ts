import type { Actor } from './access.ts'
import { isLiveStatus, type JobStatus } from './job-status.ts'

/** How people's names are shown to others. */
export const NAME_DISPLAYS = ['full', 'initials', 'own'] as const
export type NameDisplay = (typeof NAME_DISPLAYS)[number]

export type Person = { id: string; displayName: string }

const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((part) => `${part[0]?.toUpperCase()}.`)
    .join(' ')

/**
 * The name a viewer may see, `null` where it stays hidden. One's own name and, for trainers and
 * admins, every name is always shown in full; a guest sees nobody else's.
 */
export const visibleName = (viewer: Actor, person: Person, display: NameDisplay): string | null => {
  if (viewer.kind === 'system') return person.displayName
  if (viewer.kind === 'nobody') return null
  if (viewer.kind === 'user') {
    const isStaff = viewer.role === 'admin' || viewer.role === 'trainer'
    // At a kiosk others read along, so that staff see there what everybody sees.
    if (viewer.id === person.id || (isStaff && viewer.kioskId === undefined)) return person.displayName
    if (viewer.role === 'guest') return null
  }
  switch (display) {
    case 'full':
      return person.displayName
    case 'initials':
      return initials(person.displayName)
    case 'own':
      return null
  }
}

type Past = { status: JobStatus; endsAt: number; finishedAt: number | null }

/** Whether a job was over, planned and measured, before `from`; `null`: nothing is history. */
export const isHistory = ({ status, endsAt, finishedAt }: Past, from: number | null): boolean =>
  from !== null && !isLiveStatus(status) && Math.max(endsAt, finishedAt ?? 0) <= from
