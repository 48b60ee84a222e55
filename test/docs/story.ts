import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import type { Client } from '../support/client.ts'
import { addPastHours, addPastJobs } from '../support/figures.ts'
import { PRINTING, STANDBY, startVirtualWorkshop, type VirtualWorkshop } from '../support/virtual-workshop.ts'
import { PASSWORD, startWorkshop } from '../support/workshop.ts'
import { type Ask, createRecorder, type Examples } from './record.ts'

const OTHER_PASSWORD = 'Lötkolben-Kaffee-Montag'
const DAY = 24 * 60

/** What the story leaves out, and why. A new route is told, or stands here. */
export const UNTOLD = [
  // The WebSocket answers no question.
  'GET /api/live',
  // Pictures say nothing in JSON.
  'GET /api/problems/:id/photo',
  'GET /api/problems/:id/qr.svg',
  'PUT /api/problems/:id/photo',
  'DELETE /api/problems/:id/photo',
  // Answers as every other change of a reservation does, once somebody has pressed a plug's button.
  'POST /api/jobs/:id/switch-on',
]

type Scene = {
  ask: Ask
  workshop: VirtualWorkshop
  admin: Client
  trainer: Client
  anna: Client
  ben: Client
  /** An instant so many minutes after the scene's beginning at ten on a Monday. */
  at: (minutes: number) => string
}

const booking = ({ at }: Pick<Scene, 'at'>, from: number, minutes: number, more: object = {}) => ({
  printerId: 'printer-1',
  startsAt: at(from),
  endsAt: at(from + minutes),
  title: 'Halter für Messuhr',
  ...more,
})

const GRID_MS = 5 * 60_000
const book = async (client: Client, wish: object): Promise<any> => {
  const { status, body } = await client.post('/api/jobs', wish)
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

/** The first start of a new installation. */
const setUp = async (ask: Ask): Promise<void> => {
  const code = 'h4km-x7pw-qe9t'
  const empty = await startWorkshop({ isEmpty: true, vars: { SETUP_CODE: code } })
  try {
    await ask(empty.visitor(), 'POST /api/auth/setup', {
      body: { code, username: 'chefin', displayName: 'Carla Chefin', password: OTHER_PASSWORD },
    })
  } finally {
    await empty.stop()
  }
}

const look = async ({ ask, workshop, admin, trainer, anna }: Scene): Promise<void> => {
  const visitor = workshop.visitor()
  await ask(visitor, 'GET /api/health')
  await ask(visitor, 'GET /api/site')
  await ask(admin, 'GET /api/health/details')
  await ask(anna, 'GET /api/board')
  await ask(anna, 'GET /api/printers')
  await ask(anna, 'GET /api/printers/:id', { params: { id: 'printer-1' } })
  await ask(anna, 'GET /api/printers/:id/qr.svg', { params: { id: 'printer-1' } })
  await ask(anna, 'GET /api/availability', { query: { kind: 'printer', minutes: '90', limit: '3' } })
  await ask(trainer, 'GET /api/settings')
  await ask(admin, 'PATCH /api/settings', {
    body: { siteName: 'Ausbildungswerkstatt Halle 3', booking: { horizonDays: 366, maxOpenJobs: null } },
  })
}

const signIn = async ({ ask, workshop, trainer, anna }: Scene): Promise<void> => {
  const phone = workshop.visitor()
  const { csrfToken } = await ask(phone, 'POST /api/auth/login', {
    body: { username: 'anna', password: PASSWORD },
  })
  phone.useCsrfToken(csrfToken)
  await ask(anna, 'GET /api/auth/session')
  const { items } = await ask(anna, 'GET /api/auth/sessions')
  const other = items.find(({ current }: { current: boolean }) => !current)
  assert(other)
  await ask(anna, 'DELETE /api/auth/sessions/:id', { params: { id: other.id } })
  await ask(anna, 'DELETE /api/auth/sessions')
  const { csrfToken: renewed } = await ask(anna, 'POST /api/auth/password', {
    body: { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD },
  })
  anna.useCsrfToken(renewed)

  await ask(trainer, 'GET /api/auth/second-factor')
  const { secret } = await ask(trainer, 'POST /api/auth/second-factor', { body: { password: PASSWORD } })
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: workshop.now() })
  await ask(trainer, 'POST /api/auth/second-factor/confirm', { body: { code } })
  await ask(trainer, 'POST /api/auth/second-factor/recovery-codes', { body: { password: PASSWORD } })
  await ask(trainer, 'POST /api/auth/second-factor/disable', { body: { password: PASSWORD } })
}

const manage = async ({ ask, admin, trainer }: Scene): Promise<void> => {
  const cohort = await ask(admin, 'POST /api/cohorts', { body: { name: '2026', endsOn: '2030-02-28' } })
  const one = { params: { id: cohort.id } }
  await ask(admin, 'GET /api/cohorts')
  await ask(admin, 'GET /api/cohorts/:id', one)
  await ask(admin, 'PATCH /api/cohorts/:id', { ...one, body: { name: 'Lehrjahrgang 2026' } })
  await ask(admin, 'GET /api/users', { query: { role: 'apprentice', limit: '50' } })
  const person = await ask(admin, 'POST /api/users', {
    body: { username: 'cem', displayName: 'Cem Neu', role: 'apprentice', cohortId: cohort.id },
  })
  const cem = { params: { id: person.user?.id ?? person.id } }
  await ask(trainer, 'GET /api/users/:id', cem)
  await ask(admin, 'PATCH /api/users/:id', { ...cem, body: { displayName: 'Cem Neumann' } })
  await ask(admin, 'POST /api/users/:id/reset-password', cem)
  await ask(admin, 'POST /api/users/:id/reset-second-factor', cem)
  await ask(admin, 'POST /api/users/:id/reset-kiosk-access', cem)
  await ask(admin, 'POST /api/users/:id/end-sessions', cem)
  await ask(admin, 'POST /api/users/:id/reset-kiosk-access', cem)
  await ask(admin, 'POST /api/users/:id/unlock', cem)
  await ask(admin, 'GET /api/users/:id/export', cem)
  const table = 'Name;Benutzername\nDana Dreher;dana\n'
  await ask(admin, 'POST /api/users/import', {
    body: { content: Buffer.from(table).toString('base64'), dryRun: true, cohortId: cohort.id },
  })
  await ask(admin, 'POST /api/cohorts/:id/roll-over', { ...one, body: { action: 'disable', dryRun: true } })
  await ask(admin, 'DELETE /api/users/:id', cem)
  await ask(admin, 'POST /api/users/:id/anonymise', cem)
  const empty = await admin.post('/api/cohorts', { name: 'leer' })
  await ask(admin, 'DELETE /api/cohorts/:id', { params: { id: empty.body.id } })

  const centre = await ask(admin, 'POST /api/cost-centres', { body: { code: '4711', name: 'Metall' } })
  await ask(admin, 'GET /api/cost-centres')
  await ask(admin, 'PATCH /api/cost-centres/:id', {
    params: { id: centre.id },
    body: { name: 'Metallwerkstatt' },
  })
  await ask(admin, 'DELETE /api/cost-centres/:id', { params: { id: centre.id } })

  const tariff = await ask(admin, 'POST /api/tariffs', {
    body: { kind: 'energy', cents: 30_500, validFrom: '2026-12-01T00:00:00+01:00' },
  })
  await ask(admin, 'GET /api/tariffs')
  await ask(admin, 'PATCH /api/tariffs/:id', { params: { id: tariff.id }, body: { cents: 31_000 } })
  await ask(admin, 'DELETE /api/tariffs/:id', { params: { id: tariff.id } })

  const skill = await ask(admin, 'POST /api/qualifications', { body: { name: 'FDM', validMonths: 12 } })
  const fdm = { params: { id: skill.id } }
  await ask(admin, 'GET /api/qualifications')
  await ask(admin, 'PATCH /api/qualifications/:id', {
    ...fdm,
    body: { description: 'Filament wechseln, Bett prüfen' },
  })
  await ask(trainer, 'POST /api/qualifications/:id/holders', {
    ...fdm,
    body: { userId: 'anna', note: 'Eingewiesen am MK4' },
  })
  await ask(trainer, 'GET /api/qualifications/:id/holders', fdm)
  await ask(trainer, 'DELETE /api/qualifications/:id/holders/:userId', {
    params: { id: skill.id, userId: 'anna' },
  })
  await ask(admin, 'DELETE /api/qualifications/:id', fdm)

  await ask(admin, 'POST /api/backups')
  await ask(admin, 'GET /api/backups')
  await ask(admin, 'GET /api/retention')
  await ask(admin, 'POST /api/retention/run')
  await ask(admin, 'GET /api/audit', { query: { limit: '10' } })
  await ask(admin, 'GET /api/audit/export')
}

const machines = async ({ ask, admin, trainer, anna, workshop, at }: Scene): Promise<void> => {
  const virtual = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false
    const over = work.finally(() => {
      isOver = true
    })
    while (!isOver) await workshop.passWithoutWorker(100)
    return over
  }
  await ask(admin, 'GET /api/plugs')
  await ask(admin, 'GET /api/plugs/:id', { params: { id: 'plug-1' } })
  await virtual(ask(admin, 'POST /api/plugs/:id/check', { params: { id: 'plug-1' } }))
  await virtual(ask(admin, 'POST /api/plugs/discover'))
  const plug = await ask(admin, 'POST /api/plugs', {
    body: { name: 'Steckdose 7', driver: 'tapo', address: '192.168.0.106' },
  })
  await ask(admin, 'PATCH /api/plugs/:id', { params: { id: plug.id }, body: { name: 'Steckdose Reserve' } })
  await ask(admin, 'DELETE /api/plugs/:id', { params: { id: plug.id } })
  const printer = await ask(admin, 'POST /api/printers', {
    body: { name: 'Laser', manufacturer: 'Trotec', model: 'Speedy 100', kind: 'laser', location: 'Raum 2' },
  })
  const laser = { params: { id: printer.id } }
  await ask(admin, 'PATCH /api/printers/:id', { ...laser, body: { policy: { maxMinutes: 240 } } })
  await ask(anna, 'GET /api/printers/:id/power-policy', laser)
  await ask(admin, 'PUT /api/printers/:id/power-policy', {
    ...laser,
    body: { endPolicy: 'wait_until_idle', idleWatts: 25, coolDownMinutes: 5 },
  })
  await ask(admin, 'DELETE /api/printers/:id', laser)

  const second = { params: { id: 'printer-2' } }
  await ask(trainer, 'POST /api/printers/:id/power', {
    ...second,
    body: { state: 'on', minutes: 30, reason: 'Düse wechseln' },
  })
  await workshop.pass(1)
  await ask(trainer, 'DELETE /api/printers/:id/power', second)
  await workshop.pass(1)

  const problem = await ask(anna, 'POST /api/printers/:id/problems', {
    ...second,
    body: { text: 'Extruder klackert', outOfOrder: false },
  })
  await ask(anna, 'GET /api/printers/:id/problems', second)
  await ask(trainer, 'GET /api/problems', { query: { open: 'true' } })
  await ask(trainer, 'GET /api/problems/:id', { params: { id: problem.id } })
  await ask(trainer, 'POST /api/problems/:id/answer', {
    params: { id: problem.id },
    body: { state: 'done', answer: 'Zahnrad gereinigt', backInService: true },
  })
  const plan = await ask(trainer, 'POST /api/maintenance', {
    body: { printerId: 'printer-2', name: 'Schmieren', everyHours: 200, checklist: ['Stangen', 'Riemen'] },
  })
  await ask(trainer, 'PUT /api/maintenance/:id', {
    params: { id: plan.id },
    body: { name: 'Schmieren', everyHours: 250, checklist: ['Stangen', 'Riemen'] },
  })
  await ask(anna, 'GET /api/maintenance', { query: { printerId: 'printer-2' } })
  await ask(trainer, 'POST /api/maintenance/:id/services', {
    params: { id: plan.id },
    body: { checked: ['Stangen', 'Riemen'], note: 'Riemen nachgespannt' },
  })
  await ask(trainer, 'GET /api/maintenance/services', { query: { printerId: 'printer-2' } })
  await ask(trainer, 'DELETE /api/maintenance/:id', { params: { id: plan.id } })

  const closure = await ask(trainer, 'POST /api/closures', {
    body: { reason: 'Betriebsversammlung', startsAt: at(6 * DAY), endsAt: at(6 * DAY + 120) },
  })
  await ask(anna, 'GET /api/closures')
  const closed = { params: { id: closure.id } }
  await ask(trainer, 'PATCH /api/closures/:id', {
    ...closed,
    headers: { 'if-match': `"${closure.version}"` },
    body: { reason: 'Betriebsversammlung, Halle 1', onConflict: 'keep' },
  })
  await ask(trainer, 'DELETE /api/closures/:id', closed)
}

const instruct = async ({ ask, admin, trainer, anna }: Scene): Promise<void> => {
  const { body: skill } = await admin.post('/api/qualifications', { name: 'Laser', kind: 'laser' })
  const laser = { params: { id: skill.id } }
  const text = await ask(admin, 'POST /api/instructions/:id/texts', {
    ...laser,
    body: { text: 'Nie ohne Absaugung. Nie allein.', signAgainBy: null },
  })
  await ask(anna, 'GET /api/instructions')
  await ask(anna, 'GET /api/instructions/:id/texts', laser)
  await ask(trainer, 'GET /api/users/:id/minority', { params: { id: 'anna' } })
  await ask(trainer, 'PUT /api/users/:id/minority', {
    params: { id: 'anna' },
    body: { adultOn: '2027-08-14' },
  })
  await ask(anna, 'POST /api/instructions/:id/sign', { ...laser, body: { textId: text.id } })
  await ask(trainer, 'GET /api/instructions/pending')
  await ask(trainer, 'POST /api/instructions/:id/confirm', {
    ...laser,
    body: { textId: text.id, userIds: ['anna'] },
  })
  await ask(anna, 'GET /api/instructions/evidence', { query: { userId: 'anna' } })
}

const reserve = async ({ ask, trainer, anna, ben, workshop, at }: Scene): Promise<void> => {
  const own = async (from: number) => ({
    params: { id: (await book(anna, booking({ at }, from, 60))).id },
  })
  const job = await ask(anna, 'POST /api/jobs', { body: booking({ at }, DAY, 120, { note: 'PETG, 0,2 mm' }) })
  const one = { params: { id: job.id } }
  await ask(anna, 'GET /api/jobs', { query: { userId: 'me', status: 'scheduled,running', limit: '20' } })
  await ask(anna, 'GET /api/jobs/:id', one)
  await ask(anna, 'GET /api/jobs/:id/progress', one)
  await ask(anna, 'PATCH /api/jobs/:id', {
    ...one,
    headers: { 'if-match': '"1"' },
    body: { title: 'Halter, zweiter Versuch' },
  })
  await ask(anna, 'POST /api/jobs/:id/extend', { ...one, body: { minutes: 30 } })
  await ask(anna, 'POST /api/jobs/:id/cancel', { ...one, body: { reason: 'Zeichnung fehlt noch' } })

  const gift = await own(2 * DAY)
  await ask(anna, 'POST /api/jobs/:id/transfer', { ...gift, body: { userId: 'ben' } })
  await ask(ben, 'POST /api/jobs/:id/transfer/accept', gift)
  const unwanted = await own(2 * DAY + 60)
  await anna.post(`/api/jobs/${unwanted.params.id}/transfer`, { userId: 'ben' })
  await ask(ben, 'POST /api/jobs/:id/transfer/decline', unwanted)

  const [wished, refused] = [await own(3 * DAY), await own(3 * DAY + 60)]
  await workshop.db
    .prepare("update jobs set status = 'requested' where starts_at >= ?")
    .bind(Date.parse(at(3 * DAY)))
    .run()
  await ask(trainer, 'POST /api/jobs/:id/approve', { ...wished, body: { text: 'Viel Erfolg' } })
  await ask(trainer, 'POST /api/jobs/:id/reject', { ...refused, body: { text: 'Bitte erst die Einweisung' } })

  const block = await book(trainer, booking({ at }, 4 * DAY, 240))
  const wish = { printerId: 'printer-1', minutes: 60, from: at(4 * DAY), until: at(4 * DAY + 240) }
  const waiting = await ask(anna, 'POST /api/waiting-list', { body: wish })
  await ben.post('/api/waiting-list', wish)
  await trainer.post(`/api/jobs/${block.id}/cancel`)
  await workshop.tick()
  await ask(anna, 'GET /api/waiting-list')
  await ask(anna, 'POST /api/waiting-list/:id/take', {
    params: { id: waiting.id },
    body: { title: 'Zahnrad' },
  })
  const [behind] = (await ben.get('/api/waiting-list')).body.items
  await ask(ben, 'DELETE /api/waiting-list/:id', { params: { id: behind.id } })

  const feed = await ask(anna, 'POST /api/calendar', { body: {} })
  await ask(anna, 'GET /api/calendar')
  const file =
    String(feed.url ?? feed.path)
      .split('/')
      .at(-1) ?? ''
  await ask(workshop.visitor(), 'GET /api/calendar/:file', { params: { file } })
  await ask(anna, 'DELETE /api/calendar')
}

const print = async ({ ask, trainer, anna, ben, workshop }: Scene): Promise<void> => {
  /** On the grid of five minutes that reservations keep. */
  const at = (minutes: number): string =>
    new Date(Math.floor(workshop.now() / GRID_MS) * GRID_MS + minutes * 60_000).toISOString()
  const plug = workshop.plugs[0]
  assert(plug)
  plug.setLoad(PRINTING)
  const early = await book(anna, booking({ at }, 60, 15))
  await ask(anna, 'POST /api/jobs/:id/start', { params: { id: early.id } })
  const waiting = await book(ben, booking({ at }, 20, 60))
  await workshop.pass(17)
  await ask(ben, 'POST /api/jobs/:id/accept-offer', {
    params: { id: waiting.id },
    body: { printerId: 'printer-2' },
  })
  const { items } = await ask(trainer, 'GET /api/incidents', { query: { open: 'true' } })
  await ask(trainer, 'POST /api/incidents/:id/resolve', {
    params: { id: items[0].id },
    body: { resolution: 'Läuft noch 20 Minuten, ist abgesprochen' },
  })
  plug.setLoad(STANDBY)
  await workshop.pass(6)
  const last = await book(anna, booking({ at }, 0, 30))
  await workshop.pass(2)
  await ask(anna, 'POST /api/jobs/:id/finish', { params: { id: last.id } })
  await workshop.pass(5)
  plug.setLoad(PRINTING)
  if (!plug.relay) plug.pressButton()
  await workshop.pass(3)
  const unbooked = (await trainer.get('/api/incidents?open=true')).body.items.find(
    ({ kind }: { kind: string }) => kind === 'unbooked_use',
  )
  assert(unbooked, 'nobody noticed the unbooked use')
  await ask(anna, 'POST /api/incidents/:id/claim', { params: { id: unbooked.id } })
  plug.setLoad(STANDBY)

  const { items: told } = await ask(ben, 'GET /api/notifications', { query: { limit: '10' } })
  await ask(ben, 'POST /api/notifications/:id/read', { params: { id: told[0].id } })
  await ask(ben, 'POST /api/notifications/read-all')
  await ask(trainer, 'GET /api/plugs/all-off')
  await ask(trainer, 'POST /api/plugs/all-off', { body: { reason: 'Rauch an Drucker 1' } })
  await ask(trainer, 'POST /api/plugs/all-off/release')
  const day = { from: at(-DAY), to: at(0) }
  await ask(trainer, 'GET /api/energy', { query: { plugId: 'plug-1', ...day, resolution: 'hour' } })
  await ask(trainer, 'GET /api/printers/:id/phases', { params: { id: 'printer-1' }, query: day })
  await ask(trainer, 'POST /api/printers/:id/calibration', { params: { id: 'printer-1' }, body: day })
}

const reckon = async ({ ask, admin, trainer, anna, workshop }: Scene): Promise<void> => {
  const startsAt = Date.parse('2026-10-05T08:00:00Z')
  await addPastJobs(workshop, [
    { id: 'past-1', startsAt, hours: 2 },
    { id: 'past-2', startsAt: startsAt + 86_400_000, hours: 3, userId: 'ben' },
  ])
  await addPastHours(workshop, [
    { hourAt: startsAt, purpose: 'job', jobId: 'past-1', energyMwh: 180_000 },
    { hourAt: startsAt + 7_200_000, purpose: 'standby', energyMwh: 8_000 },
  ])
  const month = { params: { month: '2026-10' } }
  await workshop.tick()
  await ask(trainer, 'GET /api/reports/costs', { query: { month: '2026-10' } })
  await ask(admin, 'POST /api/reports/costs/:month/freeze', month)
  await ask(admin, 'POST /api/reports/costs/:month/corrections', {
    ...month,
    body: { cents: -250, reason: 'Fehldruck nach Stromausfall' },
  })
  const october = { from: '2026-10-01', to: '2026-11-01' }
  await ask(trainer, 'GET /api/statistics', { query: { ...october, groupBy: 'printer' } })
  await ask(trainer, 'GET /api/statistics/refusals', { query: october })
  await ask(trainer, 'GET /api/figures/planned-measured', { query: october })
  await ask(anna, 'PUT /api/figures/training-record', {
    body: { week: '2026-10-05', text: 'Halter konstruiert und gedruckt, Maße geprüft', version: 0 },
  })
  await ask(anna, 'GET /api/figures/training-record', { query: { week: '2026-10-05' } })
  await trainer.get('/api/figures/training-record?week=2026-10-05&userId=anna&reason=Berichtsheft')
  await ask(anna, 'GET /api/figures/looks')
  await ask(anna, 'GET /api/figures/suggestion', { query: { printerId: 'printer-1', title: 'Halter' } })
}

const atTheKiosk = async ({ ask, admin, trainer, anna, workshop }: Scene): Promise<void> => {
  const kiosk = await ask(admin, 'POST /api/kiosks', { body: { name: 'Eingang' } })
  const one = { params: { id: kiosk.id } }
  const device = workshop.visitor()
  await ask(device, 'POST /api/kiosk/enrol', { body: { code: kiosk.code } })
  await ask(admin, 'GET /api/kiosks')
  await ask(device, 'GET /api/kiosk')
  await ask(anna, 'PUT /api/kiosk-access/pin', { body: { password: OTHER_PASSWORD, pin: '482913' } })
  await ask(anna, 'GET /api/kiosk-access')
  const { csrfToken } = await ask(device, 'POST /api/kiosk/sign-in', {
    body: { username: 'anna', pin: '482913' },
  })
  device.useCsrfToken(csrfToken)
  await ask(device, 'POST /api/kiosk/keep')
  await ask(device, 'POST /api/kiosk/badge', { body: { badge: '04A2B9C1' } })
  await ask(device, 'POST /api/kiosk/sign-out')
  device.useCsrfToken(undefined)
  await ask(anna, 'DELETE /api/kiosk-access/badge')
  await ask(anna, 'DELETE /api/kiosk-access/pin')

  const wish = { name: 'Gisela Gast', purpose: 'Namensschild', printerId: 'printer-1', minutes: 60 }
  const request = await ask(device, 'POST /api/kiosk/guest-requests', { body: wish })
  await ask(trainer, 'GET /api/guest-requests', { query: { status: 'waiting' } })
  const { code } = await ask(trainer, 'POST /api/guest-requests/:id/approve', {
    params: { id: request.id },
    body: { minutes: 45 },
  })
  await ask(device, 'POST /api/kiosk/guest-jobs', { body: { code } })
  await workshop.pass(1)
  await ask(device, 'POST /api/kiosk/guest-jobs/finish', { body: { code } })
  const { body: second } = await device.post('/api/kiosk/guest-requests', wish)
  await ask(trainer, 'POST /api/guest-requests/:id/reject', { params: { id: second.id } })
  await ask(admin, 'POST /api/kiosks/:id/code', one)
  await ask(admin, 'DELETE /api/kiosks/:id', one)
}

/** A week in a small workshop, told through every route of the API: what was sent, and what came back. */
export const tellStory = async (): Promise<Examples> => {
  const { ask, examples } = createRecorder()
  await setUp(ask)
  const workshop = await startVirtualWorkshop(2)
  try {
    const from = workshop.now()
    const scene = async (): Promise<Scene> => ({
      ask,
      workshop,
      admin: await workshop.as('admin'),
      trainer: await workshop.as('trainer'),
      anna: await signInAgain(workshop, 'anna'),
      ben: await workshop.as('ben'),
      at: (minutes) => new Date(from + minutes * 60_000).toISOString(),
    })
    for (const act of [look, signIn, machines, instruct, reserve, print, atTheKiosk, manage, reckon])
      await act(await scene())
    await ask(await workshop.as('ben'), 'POST /api/auth/logout')
  } finally {
    await workshop.stop()
  }
  return examples
}

/** Anna changes her password in the story. */
const signInAgain = async (workshop: VirtualWorkshop, username: string): Promise<Client> => {
  const client = workshop.visitor()
  const { status, body } = await client.post('/api/auth/login', { username, password: OTHER_PASSWORD })
  if (status !== 200) await client.signIn(username, PASSWORD)
  // biome-ignore lint/correctness/useHookAtTopLevel: it only sounds like a hook.
  else client.useCsrfToken(body.csrfToken)
  return client
}
