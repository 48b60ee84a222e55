import { addWorkdays, at } from './workdays.ts'

/** Stock-taking on a morning of the week after next: further ahead than the jobs of the demo. */
export const demoClosure = (now: number, timeZone: string) => {
  const day = addWorkdays(now, 8, timeZone)
  const window = { starts_at: at(day, 7, timeZone), ends_at: at(day, 12, timeZone) }
  return {
    closure: {
      id: 'demo-closure',
      reason: 'Inventur',
      ...window,
      created_at: now,
      created_by: 'demo-ausbilder',
    },
    window: { closure_id: 'demo-closure', ...window },
  }
}
