import * as z from 'zod'

/** What a log line may carry out of the house: facts about the program, none about people. */
const KEPT = [
  'level',
  'time',
  'process',
  'part',
  'msg',
  'requestId',
  'method',
  'status',
  'durationMs',
  'ms',
  'unreached',
  'cron',
  'code',
  'kind',
  'event',
  'reason',
  'error',
  'applied',
  'plugId',
] as const

const Line = z.looseObject({
  path: z.string().optional(),
  err: z.looseObject({ type: z.string(), message: z.string(), stack: z.string() }).partial().optional(),
})

const IPV4 = /\b(?!127\.0\.0\.1\b)\d{1,3}(?:\.\d{1,3}){3}\b/g
const IPV6 = /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\b|\bfe80::[0-9a-f:]+/gi
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const MAC = /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/gi
/** Keys, tokens and the like: long and without a space. */
const LONG = /\b(?![0-9a-f]{8}-[0-9a-f]{4}-)[A-Za-z0-9_-]{32,}\b/g
/** A segment of a path that is a word of the API; everything else names something or is a secret. */
const WORD = /^[a-z][a-z-]{1,30}(?:\.[a-z]{2,5})?$/

export type Redaction = Readonly<{
  text: (text: string) => string
  /** A line of a log, or nothing for one that is no JSON: nobody knows what stands there. */
  line: (line: string) => string | undefined
}>

/** Takes people out of texts: their names, and whatever looks like an address or a key. `names` are as they are written. */
export const createRedaction = (names: readonly string[]): Redaction => {
  const words = [...new Set(names.flatMap((name) => [name, ...name.split(/\s+/)]))]
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const people =
    words.length > 0 ? new RegExp(`(?<![\\p{L}\\d])(?:${words.join('|')})(?![\\p{L}\\d])`, 'giu') : undefined
  const text = (plain: string): string => {
    const masked = plain
      .replaceAll(MAIL, '[mail]')
      .replaceAll(MAC, '[mac]')
      .replaceAll(IPV4, '[address]')
      .replaceAll(IPV6, '[address]')
      .replaceAll(LONG, '[long]')
    return people ? masked.replaceAll(people, '[person]') : masked
  }
  const value = (kept: unknown): unknown => {
    if (typeof kept === 'string') return text(kept)
    if (Array.isArray(kept)) return kept.map(value)
    return typeof kept === 'number' || typeof kept === 'boolean' ? kept : undefined
  }
  const line = (raw: string): string | undefined => {
    const parsed = Line.safeParse(parseJson(raw))
    if (!parsed.success) return undefined
    const { path, err, ...rest } = parsed.data
    const kept = KEPT.flatMap((key) => (rest[key] === undefined ? [] : [[key, value(rest[key])] as const]))
    return JSON.stringify({
      ...Object.fromEntries(kept),
      ...(path === undefined ? {} : { path: redactPath(path) }),
      ...(err
        ? { err: { type: err.type, message: text(err.message ?? ''), stack: text(err.stack ?? '') } }
        : {}),
    })
  }
  return { text, line }
}

const redactPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment === '' || WORD.test(segment) ? segment : ':id'))
    .join('/')

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
