import pino, { type Logger } from 'pino'
import * as z from 'zod'
import { openRotatingFile } from './rotating-file.ts'

/** Fourteen older files of at most 10 MiB: two weeks as a rule, and never more than 150 MiB. */
const LIMIT_BYTES = 10 * 1024 * 1024
const KEEP = 14

const Level = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
type Level = z.infer<typeof Level>
const Part = z.templateLiteral([z.string().regex(/^[a-z]+$/), '=', Level])

/**
 * `info` for everything, or `info,gateway=debug,ticker=warn`: the first is the rule, the others name parts of
 * the program (gateway, runtime, ticker, backup, health).
 */
export const LogLevels = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.tuple([Level], Part))
  .transform(([rule, ...parts]) => ({
    rule,
    parts: new Map(parts.map((part) => part.split('=') as [string, Level])),
  }))
export type LogLevels = z.infer<typeof LogLevels>

export type LogOptions = Readonly<{
  /** Name of the process, and of its file. */
  name: string
  /** Where the files go; without it only the standard output is written, which systemd keeps in its journal. */
  dir: string | undefined
  levels: LogLevels
  now: () => number
}>

export type Logs = Readonly<{
  log: Logger
  /** The log of one part, at its own level. */
  logOf: (part: string) => Logger
}>

/** Where secrets could stand in what is logged by accident. */
const REDACTED = [
  '*.password',
  '*.username',
  '*.secret',
  '*.token',
  '*.cookie',
  'headers',
  '*.headers',
  '*.config',
]

/** Structured logs (one JSON object per line) to the standard output and, with `dir`, to a file that rotates. */
export const openLogs = ({ name, dir, levels, now }: LogOptions): Logs => {
  const options = { level: levels.rule, base: { process: name }, redact: REDACTED }
  // Each stream takes everything: what is written at all is decided by the logger of the part.
  const log =
    dir === undefined
      ? pino(options)
      : pino(
          options,
          pino.multistream([
            { level: 'trace', stream: pino.destination(1) },
            {
              level: 'trace',
              stream: openRotatingFile({ dir, name, now, limitBytes: LIMIT_BYTES, keep: KEEP }),
            },
          ]),
        )
  return { log, logOf: (part) => log.child({ part }, { level: levels.parts.get(part) ?? levels.rule }) }
}
