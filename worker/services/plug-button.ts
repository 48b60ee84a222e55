import { insertAuditIfChanged } from '../db/audit-events.ts'
import { recordSeenOff } from '../db/plug-states.ts'
import { endOverride, insertOverride, type PowerOverride, selectOverrides } from '../db/power-switches.ts'
import type { Deps } from '../deps.ts'
import { type Actor, mayDo, type UserActor } from '../domain/access.ts'
import { wasPressedOff } from '../domain/plug-button.ts'
import { deedOf } from './audit.ts'
import { requireJob } from './job-step.ts'
import { notifyIfChanged } from './notify.ts'
import type { PrinterCase, Workshop } from './power-facts.ts'
import { type JobView, type Language, presentJob } from './present.ts'
import { Refused } from './refusal.ts'
import { namesOf } from './tell.ts'
import { viewerOf } from './viewer.ts'

const SYSTEM: Actor = { kind: 'system' }

/**
 * What people did with the plugs' own buttons since the last pass, written down before anything is decided: off
 * during a job holds until somebody takes it back, on again does that, and off ends a trainer's switching on.
 * Each is recorded together with what it is recognised by, so that it is recorded once.
 */
export const heedButtons = async (deps: Deps, workshop: Workshop): Promise<Workshop> => ({
  ...workshop,
  cases: await Promise.all(workshop.cases.map((one) => heedSafely(deps, one, workshop.at))),
})

/** What can't be written down is heeded all the same, and the other printers go on. */
const heedSafely = (deps: Deps, one: PrinterCase, now: number): Promise<PrinterCase> =>
  heed(deps, one, now).catch((error: unknown) => {
    deps.log.error('a press of a plug could not be recorded', { plugId: one.plug.id, error: String(error) })
    return { ...one, facts: { ...one.facts, override: heldOff(now) } }
  })

const heldOff = (now: number) => ({ state: 'off', createdAt: now, endsAt: now, jobId: null }) as const

const heed = async (deps: Deps, one: PrinterCase, now: number): Promise<PrinterCase> => {
  const { printer, facts } = one
  const { override, observed } = facts
  if (override !== null && override.jobId !== null && observed.state === 'on') {
    const deed = { at: now, action: 'printer.switched_on_at_plug', entityId: printer.id } as const
    await deps.db.batch([
      endOverride(deps.db, printer.id, now),
      insertAuditIfChanged(deps.db, deedOf(SYSTEM, deed)),
    ])
    return { ...one, facts: { ...facts, override: null } }
  }
  return wasPressedOff(facts, one.reading?.offByHand === true, one.state?.seen)
    ? recordPress(deps, one, now)
    : one
}

const recordPress = async (deps: Deps, one: PrinterCase, now: number): Promise<PrinterCase> => {
  const { printer, plug, facts } = one
  const job = facts.jobs.find(({ id, endsAt }) => id === facts.before?.jobId && endsAt > now)
  const deed = { at: now, action: 'printer.switched_off_at_plug', entityId: printer.id } as const
  const record = [
    recordSeenOff(deps.db, plug.id, now),
    insertAuditIfChanged(deps.db, deedOf(SYSTEM, deed)),
    endOverride(deps.db, printer.id, now),
  ] as const
  if (!job) {
    await deps.db.batch(record)
    return { ...one, facts: { ...facts, override: null } }
  }
  const override: PowerOverride = {
    id: deps.newId(),
    printerId: printer.id,
    state: 'off',
    reason: 'plug_button',
    createdAt: now,
    createdBy: null,
    jobId: job.id,
    endsAt: job.endsAt,
    endedAt: null,
  }
  const names = await namesOf(deps, await requireJob(deps, job.id))
  await deps.db.batch([
    ...record,
    insertOverride(deps.db, override),
    notifyIfChanged(deps, {
      userId: job.userId,
      kind: 'job_switched_off',
      jobId: job.id,
      printerId: printer.id,
      params: names,
    }),
  ])
  deps.board.forget()
  return { ...one, facts: { ...facts, override } }
}

/**
 * Gives a job its power back that somebody took at the plug: its holder may, and trainers. Done by the power
 * pass. Refuses with `forbidden`, and with `invalid_state` where nobody switched it off so.
 */
export const switchOnAgain = async (
  deps: Deps,
  actor: UserActor,
  language: Language,
  id: string,
): Promise<JobView> => {
  const job = await requireJob(deps, id)
  if (job.userId !== actor.id && !mayDo(actor, 'power.switch')) throw new Refused('forbidden')
  const now = deps.now()
  const held = (await selectOverrides(deps.db, now)).find(({ jobId }) => jobId === id)
  if (!held) throw new Refused('invalid_state', { extra: { jobStatus: job.status } })
  await deps.db.batch([
    endOverride(deps.db, job.printerId, now),
    insertAuditIfChanged(deps.db, deedOf(actor, { at: now, action: 'job.switch_on_again', entityId: id })),
  ])
  deps.board.forget()
  deps.nudgePower()
  return presentJob(job, await viewerOf(deps, actor, language))
}
