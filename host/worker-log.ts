import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import * as z from 'zod'

/** What the worker writes with `console`: one JSON object per event. */
const Line = z.looseObject({ level: z.enum(['debug', 'info', 'warn', 'error']), event: z.string() })

/** Adds every line of workerd's output to the host's log, at the level the worker gave it. */
export const passOnWorkerLog = (stream: Readable, log: Logger): void => {
  createInterface({ input: stream }).on('line', (text) => {
    const line = Line.safeParse(parseJson(text))
    if (!line.success) return log.info({ part: 'workerd' }, text)
    const { level, event, ...facts } = line.data
    log[level]({ part: 'worker', ...facts }, event)
  })
}

/** workerd's own messages are plain text. */
const parseJson = (text: string): unknown => {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
