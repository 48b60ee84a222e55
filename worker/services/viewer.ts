import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import type { Language, Viewer } from './present.ts'
import { historyFrom, readSettings, type Settings } from './settings.ts'

/** What somebody may see of others' jobs, by settings that are known already. */
export const viewerBy = (deps: Deps, settings: Settings, actor: Actor, language: Language): Viewer => ({
  actor,
  language,
  nameDisplay: settings.nameDisplay,
  historyFrom: historyFrom(deps, settings),
})

export const viewerOf = async (deps: Deps, actor: Actor, language: Language): Promise<Viewer> =>
  viewerBy(deps, await readSettings(deps), actor, language)
