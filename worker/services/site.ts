import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../host/protocol.ts'
import type { Deps } from '../deps.ts'
import { readSettings } from './settings.ts'
import { isSetupOpen } from './setup.ts'

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
