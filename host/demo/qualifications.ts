import { PEOPLE } from './people.ts'

const DAY_MS = 86_400_000
const INSTRUCTION = 'demo-resin'
/** The resin printer: gloves, glasses, and somebody who has been shown how. */
const MACHINE = 'anycubic-photon'

/** Has not been instructed yet: whoever signs in so sees what the machine answers. */
const NEWCOMER = 'azubi2'
/** Has it only for some more days: sees the reminder. */
const EXPIRES_SOON = 'azubi'

/** Who may book a machine of the demo. */
export const mayUse = (username: string, printerId: string): boolean =>
  printerId !== MACHINE || username !== NEWCOMER

/** What a machine asks for, as `printers.policy` holds it. */
export const instructionFor = (printerId: string): { requiresQualification?: string } =>
  printerId === MACHINE ? { requiresQualification: INSTRUCTION } : {}

/** An instruction with those who hold it, one of them not for long any more. */
export const demoQualifications = (now: number) => ({
  qualifications: [
    {
      id: INSTRUCTION,
      name: 'Unterweisung Resin',
      description: 'Handschuhe, Brille, Entsorgung. Alle zwölf Monate.',
      valid_months: 12,
      created_at: now - 400 * DAY_MS,
    },
  ],
  grants: PEOPLE.filter(({ role, username }) => role !== 'guest' && username !== NEWCOMER).map(
    ({ username }) => {
      const expires_at = now + (username === EXPIRES_SOON ? 9 : 200) * DAY_MS
      return {
        id: `demo-resin-${username}`,
        qualification_id: INSTRUCTION,
        user_id: `demo-${username}`,
        granted_at: expires_at - 365 * DAY_MS,
        granted_by: 'demo-ausbilder',
        expires_at,
      }
    },
  ),
})
