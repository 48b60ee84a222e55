import type { CohortWithMembers } from '../db/cohorts.ts'
import { isActive, type ListedUser } from '../db/users.ts'
import { iso, isoOrNull } from './present.ts'

/** A person as those see them who manage people. */
export const presentUser = (
  { user, cohortName, lastSeenAt, pinSetAt, badgeSetAt }: ListedUser,
  now: number,
) => ({
  id: user.id,
  username: user.username,
  displayName: user.displayName,
  role: user.role,
  cohortId: user.cohortId,
  cohortName,
  state: stateOf(user, now),
  expiresAt: isoOrNull(user.expiresAt),
  disabledAt: isoOrNull(user.disabledAt),
  mustChangePassword: user.mustChangePassword,
  hasSecondFactor: user.totpEnabledAt !== null,
  /** For kiosks; the PIN and the badge themselves nobody can read. */
  pinSetAt: isoOrNull(pinSetAt),
  badgeSetAt: isoOrNull(badgeSetAt),
  lastSeenAt: isoOrNull(lastSeenAt),
  createdAt: iso(user.createdAt),
})
export type UserView = ReturnType<typeof presentUser>

const stateOf = (user: ListedUser['user'], now: number): 'active' | 'disabled' | 'expired' => {
  if (isActive(user, now)) return 'active'
  return user.disabledAt === null ? 'expired' : 'disabled'
}

/** @param today the workshop's local day, YYYY-MM-DD */
export const presentCohort = ({ cohort, members }: CohortWithMembers, today: string) => ({
  id: cohort.id,
  name: cohort.name,
  endsOn: cohort.endsOn,
  isOver: cohort.endsOn !== null && cohort.endsOn < today,
  members,
  createdAt: iso(cohort.createdAt),
})
export type CohortView = ReturnType<typeof presentCohort>
