import * as z from 'zod'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import { NAME_DISPLAYS } from '../domain/names.ts'

/** What an admin may set, with its defaults; unknown keys in the table are left alone. */
const Settings = z.object({
  siteName: z.string().min(1).max(80).default('Werkstatt'),
  nameDisplay: z.enum(NAME_DISPLAYS).default('full'),
})
export type Settings = z.infer<typeof Settings>

/** Turns the rows of the settings table into settings; a key that is not set has its default. */
export const settingsFrom = (rows: { key: string; value: unknown }[]): Settings =>
  Settings.parse(Object.fromEntries(rows.map(({ key, value }) => [key, value])))

export const readSettings = async (deps: Deps): Promise<Settings> =>
  settingsFrom(await selectSettings(deps.db))
