import { PEOPLE } from './people.ts'

/** The demo's log-ins are public on purpose: printed on the console and shown in the portal. */
export const DEMO_PASSWORD = 'werkstatt-demo'

/** Opens the board on the demo's kiosk page. */
export const DEMO_KIOSK_TOKEN = 'demo-kiosk'

/** The accounts to show; the other people of the demo have the same password. */
export const DEMO_ACCOUNTS = PEOPLE.slice(0, 5).map(({ username, role }) => ({ username, role }))
