import type { Deps } from '../deps.ts'
import type { Role } from '../domain/access.ts'
import { readSettings } from './settings.ts'
import { isSetupOpen } from './setup.ts'

/** The accounts of the demo workshop and the password of them all; `host/demo` seeds them. */
const DEMO_PASSWORD = 'werkstatt-demo'
const DEMO_ACCOUNTS = [
  { username: 'admin', role: 'admin' },
  { username: 'ausbilder', role: 'trainer' },
  { username: 'azubi', role: 'apprentice' },
  { username: 'azubi2', role: 'apprentice' },
  { username: 'gast', role: 'guest' },
] as const satisfies { username: string; role: Role }[]

/** What the sign-in page may know before anybody has signed in. */
export const readSite = async (deps: Deps) => ({
  name: (await readSettings(deps)).siteName,
  demo: deps.config.demo,
  /** Nobody is here yet: the first admin comes in with the code from the console. */
  setupRequired: await isSetupOpen(deps),
  demoAccounts: deps.config.demo
    ? DEMO_ACCOUNTS.map((account) => ({ ...account, password: DEMO_PASSWORD }))
    : [],
  timeZone: deps.config.timeZone,
  languages: ['de', 'en'] as const,
})
