import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import * as z from 'zod'
import type { Clock } from './clock.ts'
import { energyBetweenMwh, type Sample } from './energy.ts'

/** Integrated energy of every plug ever owned, by plug id, kept in one small file. */
export type EnergyBook = {
  add: (plugId: string, sample: Sample) => void
  /** What is safely on disk, so that the figure never falls over a crash. Whole milliwatt-hours. */
  totalMwh: (plugId: string) => number
  /** Writes what is new and stops. */
  close: () => Promise<void>
}

const Page = z.object({
  totalMwh: z.number().nonnegative(),
  last: z.object({
    at: z.number(),
    watts: z.number().nullable(),
    todayWh: z.number().nullable(),
    monthWh: z.number().nullable().default(null),
    device: z.string().nullable().default(null),
  }),
})
const Book = z.object({ version: z.literal(1), plugs: z.record(z.string(), Page) })
type Page = z.infer<typeof Page>

/** One write of some hundred bytes at most this often, for the sake of the SD card. */
const writeEveryMs = 5_000

/** Opens the book in `folder`, which is made when missing; an unreadable book is put aside, not overwritten. */
export const openEnergyBook = async (folder: string, clock: Clock, log: Logger): Promise<EnergyBook> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'energy.json')
  const pages = await readPages(path, clock, log)
  const written = new Map([...pages].map(([id, page]) => [id, page.totalMwh]))
  let cancelWrite: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()

  const write = async (): Promise<void> => {
    const totals = [...pages].map(([id, page]) => [id, page.totalMwh] as const)
    const text = JSON.stringify({ version: 1, plugs: Object.fromEntries(pages) })
    try {
      await writeFile(`${path}.new`, text, { mode: 0o600 })
      await rename(`${path}.new`, path)
      for (const [id, totalMwh] of totals) written.set(id, totalMwh)
    } catch (error) {
      log.error({ reason: (error as NodeJS.ErrnoException).code }, 'energy could not be written')
    }
  }
  const writeSoon = () => {
    cancelWrite ??= clock.after(writeEveryMs, () => {
      cancelWrite = undefined
      writing = writing.then(write)
    })
  }

  return {
    add: (plugId, sample) => {
      const page = pages.get(plugId)
      const gainedMwh = page ? energyBetweenMwh(page.last, sample) : 0
      pages.set(plugId, { totalMwh: (page?.totalMwh ?? 0) + gainedMwh, last: sample })
      if (gainedMwh > 0 || !page) writeSoon()
    },
    totalMwh: (plugId) => Math.floor(written.get(plugId) ?? 0),
    close: async () => {
      cancelWrite?.()
      await writing
      await write()
    },
  }
}

const readPages = async (path: string, clock: Clock, log: Logger): Promise<Map<string, Page>> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
  try {
    return new Map(Object.entries(Book.parse(JSON.parse(text)).plugs))
  } catch {
    const aside = `${path}.unreadable-${clock.now()}`
    await rename(path, aside)
    log.error({ aside }, 'the energy book is unreadable and was put aside; totals start from zero')
    return new Map()
  }
}
