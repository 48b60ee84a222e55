import { MACHINES } from './machines.ts'

const DAY = 86_400_000

const plan = (
  printerId: string,
  name: string,
  every: { hours?: number; jobs?: number; days?: number },
  checklist: string[],
  createdAt: number,
) => ({
  id: `demo-plan-${printerId}-${name.toLowerCase().replaceAll(/\W+/g, '-')}`,
  printer_id: printerId,
  name,
  every_hours: every.hours ?? null,
  every_jobs: every.jobs ?? null,
  every_days: every.days ?? null,
  checklist: JSON.stringify(checklist),
  blocks: 0,
  created_at: createdAt,
})

/** What the demo's machines need: some of it soon, and one service that was done. */
export const demoMaintenance = (now: number) => {
  const filament = MACHINES.filter(({ manufacturer }) => manufacturer === 'Prusa')
  const plans = [
    ...filament.map(({ id }) =>
      plan(id, 'Düse prüfen', { hours: 400 }, ['Düse reinigen', 'Erste Schicht prüfen'], now - 40 * DAY),
    ),
    plan('prusa-xl', 'Riemen spannen', { days: 30 }, ['X-Riemen', 'Y-Riemen'], now - 28 * DAY),
    plan(
      'anycubic-photon',
      'Folie tauschen',
      { jobs: 300, days: 90 },
      ['Wanne leeren', 'Folie'],
      now - 40 * DAY,
    ),
  ]
  const done = now - 9 * DAY
  return {
    plans,
    services: [
      {
        id: 'demo-service-1',
        plan_id: plans[0]?.id ?? '',
        printer_id: filament[0]?.id ?? '',
        done_at: done,
        done_on: new Date(done).toISOString().slice(0, 10),
        done_by: 'demo-ausbilder',
        checked: JSON.stringify(['Düse reinigen', 'Erste Schicht prüfen']),
        note: 'Düse 0,4 mm gewechselt.',
        used_ms: 31 * 3_600_000,
        jobs: 14,
        energy_mwh: 4_100_000,
      },
    ],
  }
}

/** A fault that was mended, with the answer to whoever reported it. */
export const demoFaults = (now: number) => {
  const at = now - 3 * DAY
  const answer = 'Lüfter getauscht. Danke fürs Melden!'
  const printer_id = 'prusa-mini'
  return {
    incidents: [
      {
        id: 'demo-fault-1',
        kind: 'fault_report',
        severity: 'warning',
        cause: 'fault_report:demo-fault-1',
        printer_id,
        details: JSON.stringify({ text: 'Der Lüfter klappert beim Anlaufen.', outOfOrder: false }),
        opened_at: at,
        closed_at: at + DAY,
        resolved_at: at + DAY,
        resolved_by: 'demo-ausbilder',
        resolution: answer,
      },
    ],
    reports: [
      {
        id: 'demo-fault-1',
        printer_id,
        user_id: 'demo-azubi',
        text: 'Der Lüfter klappert beim Anlaufen.',
        unusable: 0,
        created_at: at,
        state: 'done',
        answer,
        answered_at: at + DAY,
        answered_by: 'demo-ausbilder',
      },
    ],
  }
}
