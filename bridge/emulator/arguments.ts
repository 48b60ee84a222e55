/** The command line of the emulator. */
import { parseArgs } from 'node:util'
import * as z from 'zod'

export const HELP = `Emulated Tapo P110 smart plugs: KLAP over HTTP on real TCP ports.

  node bridge/emulator/main.ts --plugs 6 --port 18100 --username demo@myp.local --password emulated-plug

  --plugs N          how many plugs, 1..250 (default 6); plug n listens on port + n - 1
  --port N           TCP port of the first plug (default 18100); 0: any free ports
  --host ADDRESS     listen address (default 127.0.0.1)
  --username TEXT    e-mail of the Tapo account, case-sensitive (required)
  --password TEXT    its password (required)
  --profile NAME     fw-1.3 (default) or fw-1.4.6
  --load NAME        print (default), failed-print, heat-up, laser, standby, overload, none
  --work-minutes N   length of a print or cut after the warm-up (default: 30 to 60, by plug and run)
  --seed N           the first plug's seed (default 1): identity, load, everything random
  --help             this text

Each line on standard output is one fact; the plugs are ready after the line "ready". Exit codes:
0 ended by a signal or by its parent, 2 wrong arguments, 3 a port is taken.
`

const Options = z.object({
  plugs: z.coerce.number().int().min(1).max(250).default(6),
  port: z.coerce.number().int().min(0).max(65_535).default(18_100),
  host: z.string().min(1).default('127.0.0.1'),
  username: z.string().min(1),
  password: z.string().min(1),
  profile: z.enum(['fw-1.3', 'fw-1.4.6']).default('fw-1.3'),
  load: z.enum(['print', 'failed-print', 'heat-up', 'laser', 'standby', 'overload', 'none']).default('print'),
  'work-minutes': z.coerce.number().positive().max(20_160).optional(),
  seed: z.coerce.number().int().min(0).default(1),
})
export type EmulatorArguments = z.infer<typeof Options>

/** A wrong command line; the message is one line for the person who typed it. */
export class WrongArguments extends Error {}

/** Parses the arguments after the script's name; `'help'` when asked for help. Throws `WrongArguments`. */
export function parseArguments(argv: string[]): EmulatorArguments | 'help' {
  const text = { type: 'string' } as const
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args: argv,
      options: {
        plugs: text,
        port: text,
        host: text,
        username: text,
        password: text,
        profile: text,
        load: text,
        'work-minutes': text,
        seed: text,
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new WrongArguments(error instanceof Error ? error.message : String(error))
  }
  if (values.help) return 'help'
  const parsed = Options.safeParse(values)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new WrongArguments(`--${issue?.path.join('.')}: ${issue?.message}`)
}
