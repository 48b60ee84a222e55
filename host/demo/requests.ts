import { addWorkdays, at } from './workdays.ts'

const PRINTER = 'prusa-xl'
const HOLDER = 'demo-azubi2'
const TITLE = 'Getriebegehäuse, über Nacht'

/** Nights and long prints on the large machine are looked at first, as `printers.policy` holds it. */
export const approvalFor = (printerId: string): object =>
  printerId === PRINTER ? { needsApproval: { overMinutes: 480, overnight: true } } : {}

/**
 * A night on the large machine that waits for a trainer, and somebody who waits for the same night: a rejection
 * offers it to them. It begins when the workshop closes, so no other job of the demo is in its way.
 */
export const demoRequest = (now: number, timeZone: string) => {
  const evening = addWorkdays(now, 1, timeZone)
  const startsAt = at(evening, 16, timeZone)
  const endsAt = at(evening.add({ days: 1 }), 7, timeZone)
  const person = { title: TITLE, startsAt, printer: 'Prusa XL', person: 'Emre Yıldız' }
  return {
    job: {
      id: 'demo-request',
      printer_id: PRINTER,
      user_id: HOLDER,
      title: TITLE,
      starts_at: startsAt,
      ends_at: endsAt,
      status: 'requested',
      attention: 'not_approved',
      approval_reasons: JSON.stringify(['over_minutes', 'overnight']),
      created_at: now,
      created_by: HOLDER,
    },
    notification: {
      id: 'demo-request-told',
      user_id: 'demo-ausbilder',
      kind: 'job_requested',
      job_id: 'demo-request',
      printer_id: PRINTER,
      params: JSON.stringify(person),
      created_at: now,
    },
    wait: {
      id: 'demo-wait',
      user_id: 'demo-azubi',
      printer_id: PRINTER,
      minutes: 240,
      from_at: startsAt,
      until_at: endsAt,
      status: 'waiting',
      created_at: now,
    },
  }
}
