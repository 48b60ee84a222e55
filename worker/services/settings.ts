import { insertAudit } from '../db/audit-events.ts'
import { mergeSetting, selectSettings, upsertSetting } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { UserActor } from '../domain/access.ts'
import { startOfDay } from '../domain/local-time.ts'
import type { NameDisplay } from '../domain/names.ts'
import {
  type BookingPolicy,
  DEFAULT_POLICY,
  DEFAULT_ROLE_POLICIES,
  type RolePolicies,
} from '../domain/policy.ts'
import { DEFAULT_RETENTION, type RetentionPolicy } from '../domain/retention.ts'
import { deedOf } from './audit.ts'
import { refuseSiteContradictions } from './check-policy.ts'
import { SETTINGS_SHAPE, type SettingsPatch } from './settings-schema.ts'

/** All settings with their values in force. A new key needs a line here, in DEFAULTS and in `settings-schema.ts`. */
export type Settings = {
  siteName: string
  nameDisplay: NameDisplay
  /** The booking policy that printers and roles override. */
  booking: BookingPolicy
  bookingByRole: RolePolicies
  /** How long a freed slot is held for the first in the waiting list. */
  heldSlotMinutes: number
  /** One person's history opens to others with a reason only; figures of fewer than five people stay hidden. */
  worksCouncilMode: boolean
  retention: RetentionPolicy
  /** What becomes of the rest of a slot when the machine was measured as done. */
  releaseWhenDone: 'ask' | 'automatic' | 'off'
  /** Pause between two switch-ons on the same circuit, 0–60. */
  staggerSeconds: number
}

const DEFAULTS: Settings = {
  siteName: 'Werkstatt',
  nameDisplay: 'full',
  booking: DEFAULT_POLICY,
  bookingByRole: DEFAULT_ROLE_POLICIES,
  heldSlotMinutes: 30,
  worksCouncilMode: false,
  retention: DEFAULT_RETENTION,
  releaseWhenDone: 'ask',
  staggerSeconds: 0,
}

// A setting without a shape does not compile.
const SHAPE = SETTINGS_SHAPE satisfies Record<keyof Settings, unknown>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const merged = (key: keyof Settings, value: unknown): unknown => {
  const before: unknown = DEFAULTS[key]
  return isObject(before) && isObject(value) ? { ...before, ...value } : value
}

/**
 * Turns the rows of the settings table into settings. A key that is not set, or that an older or
 * newer version wrote in another shape, has its default; unknown keys are left alone.
 */
export const settingsFrom = (rows: { key: string; value: unknown }[]): Settings => {
  const stored = new Map(rows.map(({ key, value }) => [key, value]))
  const entries = (Object.keys(SHAPE) as (keyof Settings)[]).map((key) => {
    const parsed = SHAPE[key].safeParse(stored.get(key))
    return [key, parsed.success ? merged(key, parsed.data) : DEFAULTS[key]] as const
  })
  return Object.fromEntries(entries) as Settings
}

export const readSettings = async (deps: Deps): Promise<Settings> =>
  settingsFrom(await selectSettings(deps.db))

/**
 * Since when people's jobs are everyday business: in works-council mode since local midnight, what was over before is
 * their history. `null`: without the mode there is no such line.
 */
export const historyFrom = (deps: Deps, { worksCouncilMode }: Settings): number | null =>
  worksCouncilMode ? startOfDay(deps.now(), deps.config.timeZone) : null

/** Sets what the patch names. Refuses with `invalid_input` where rules would contradict each other. */
export const changeSettings = async (
  deps: Deps,
  actor: UserActor,
  patch: SettingsPatch,
): Promise<Settings> => {
  const before = await readSettings(deps)
  if (patch.booking || patch.bookingByRole) {
    await refuseSiteContradictions(deps, before, {
      ...before,
      booking: { ...before.booking, ...patch.booking },
      bookingByRole: { ...before.bookingByRole, ...patch.bookingByRole },
    })
  }
  const now = deps.now()
  const named = Object.entries(patch).filter(([, value]) => value !== undefined)
  const writes = named.map(([key, value]) =>
    isObject(value) ? mergeSetting(deps.db, key, value, now) : upsertSetting(deps.db, key, value, now),
  )
  const changes = Object.fromEntries(
    named.map(([key, value]) => [key, [before[key as keyof Settings], value] as [unknown, unknown]]),
  )
  await deps.db.batch([
    insertAudit(
      deps.db,
      deedOf(actor, { at: now, action: 'settings.change', entityId: 'settings', changes }),
    ),
    ...writes,
  ])
  deps.board.forget()
  return readSettings(deps)
}
