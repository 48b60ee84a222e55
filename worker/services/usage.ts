import { selectClosureWindows } from '../db/closures.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectSettings } from '../db/settings.ts'
import { selectTariffs } from '../db/tariffs.ts'
import { replaceDay, selectOpenMs, selectStale, selectUsageEnergy, selectUsageJobs } from '../db/usage.ts'
import { sumUpAgain } from '../db/usage-layers.ts'
import type { Deps } from '../deps.ts'
import { addUpDay } from '../domain/add-up-day.ts'
import { localHourOf } from '../domain/local-time.ts'
import { effectivePolicy } from '../domain/policy.ts'
import { type LocalDay, localDayOf, openMsOf } from '../domain/usage-day.ts'
import type { Window } from '../domain/window.ts'
import { settingsFrom } from './settings.ts'

const ALWAYS: Window = { startsAt: 0, endsAt: Number.MAX_SAFE_INTEGER }

const addUp = async (deps: Deps, day: LocalDay, newestId: number): Promise<void> => {
  const { timeZone } = deps.config
  const energy = await selectUsageEnergy(deps.db, day)
  const jobIds = [...new Set(energy.flatMap(({ jobId }) => jobId ?? []))]
  const [jobs, prices, printers, settingRows, closed, before] = await deps.db.batch([
    selectUsageJobs(deps.db, day, jobIds),
    selectTariffs(deps.db),
    selectPrinters(deps.db),
    selectSettings(deps.db),
    selectClosureWindows(deps.db, null, day),
    selectOpenMs(deps.db, day.day),
  ])
  const settings = settingsFrom(settingRows)
  const known = new Map(before.map(({ printerId, openMs }) => [printerId, openMs]))
  const isOver = day.endsAt <= deps.now()
  const openMs = new Map(
    printers
      .filter(({ createdAt }) => createdAt < day.endsAt)
      .map((printer) => {
        const { openingHours } = effectivePolicy(settings, printer.policy, 'apprentice')
        const own = closed.filter(({ printerId }) => printerId === null || printerId === printer.id)
        const open = openMsOf(day, openingHours, own, timeZone)
        return [printer.id, isOver ? (known.get(printer.id) ?? open) : open]
      }),
  )
  const figures = addUpDay({
    day,
    jobs,
    energy,
    prices,
    openMs,
    now: deps.now(),
    localHour: (at) => localHourOf(at, timeZone),
  })
  const [first, ...others] = replaceDay(deps.db, day, newestId, figures)
  await deps.db.batch([first, ...others, ...sumUpAgain(deps.db, day)])
}

/**
 * Adds up anew what has changed, the earliest day first, at most so many days and begins none after so long. Answers
 * whether nothing stale is left in the window. Two at once do the same work twice, and the same figures come out.
 */
export const refreshUsage = async (
  deps: Deps,
  { maxDays, budgetMs }: { maxDays: number; budgetMs: number },
  within: Window = ALWAYS,
): Promise<boolean> => {
  const begunAt = deps.now()
  for (let days = 0; days <= maxDays; days++) {
    const [stale] = await selectStale(deps.db, within)
    if (!stale || stale.startsAt === null || stale.newestId === null) return true
    if (days === maxDays || deps.now() - begunAt > budgetMs) return false
    await addUp(deps, localDayOf(stale.startsAt, deps.config.timeZone), stale.newestId)
  }
  return false
}
