/** The command line of the emulator. */
import { parseArgs } from 'node:util'
import * as z from 'zod'

export const HELP = `Emulated Tapo P110 smart plugs: KLAP over HTTP on real TCP ports.

  node bridge/emulator/main.ts --plugs 6 --port 18100 --username demo@myp.local --password emulated-plug

  --plugs N          how many plugs, 1..250 (default 6); plug n listens on port + n - 1
  --port N           TCP port of the first plug (default 18100); 0: any free ports
  --host ADDRESS     listen address (default 127.0.0.1)
  --username TEXT    e-mail of the Tapo account, case-sensitive (default demo@myp.local)
  --password TEXT    its password (default emulated-plug)
  --profile NAME     fw-1.3 (default) or fw-1.4.6
  --load NAME        print (default), failed-print, heat-up, laser, standby, overload, none
  --work-minutes N   length of a print or cut after the warm-up (default: 30 to 60, by plug and run)
  --seed N           the first plug's seed (default 1): identity, load, everything random
  --latency-ms N     how long each answer takes (default 0; real plugs 20 to 200)
  --state FILE       remember relays, settings and energy there; without it plugs start off and empty
  --udp-port N       answer discovery probes of all plugs there (20002 on real plugs; default: off)
  --control-port N   control port on 127.0.0.1 (default: off)
  --help             this text

A killed emulator is like plugs that left the network: with --state they are back with their relays as they were,
their timers and machines having gone on meanwhile.

Each line on standard output is one fact; the plugs are ready after the line "ready". Exit codes:
0 ended by a signal or by its parent, 2 wrong arguments or state file, 3 a port is taken.

Control port, JSON in and out; plugs count from 1. Each POST answers with the plug as it is afterwards.
  GET  /plugs  /plugs/1  /plugs/1/log
  POST /plugs/1/press                                  the button on the case
  POST /plugs/1/load           {"profile": "laser"}    also {"name": "print", "minutes": 5} or {"phases": [...]}
  POST /plugs/1/power-cycle    {"offMs": 0}            mains loss: sessions, clock and countdown are gone
  POST /plugs/1/reachable      {"reachable": false}    Wi-Fi lost; connections are refused
  POST /plugs/1/clock          {"offsetMs": -90000, "rate": 1.01, "unset": false}
  POST /plugs/1/steal-session                          another client's handshake
  POST /plugs/1/third-party    {"allowed": false}      the switch in the Tapo app
  POST /plugs/1/cloud          {"connected": false}
  POST /plugs/1/overheat
  POST /plugs/1/relay-stuck    {"stuck": true}         commands succeed and change nothing
  POST /plugs/1/inject         {"kind": "hang"}        until cleared, or "times": 3, or "probability": 0.1;
                               only "stage": handshake1, handshake2 or request; only "method": "get_device_info"
       kinds: hang (+ afterEffect), slow (+ delayMs), reset, reset_early, forbidden, rate_limit, garbage,
              bad_signature, html, error_code (+ code)
  POST /plugs/1/clear                                  no more faults
`

const Options = z.object({
  plugs: z.coerce.number().int().min(1).max(250).default(6),
  port: z.coerce.number().int().min(0).max(65_535).default(18_100),
  host: z.string().min(1).default('127.0.0.1'),
  username: z.string().min(1).default('demo@myp.local'),
  password: z.string().min(1).default('emulated-plug'),
  profile: z.enum(['fw-1.3', 'fw-1.4.6']).default('fw-1.3'),
  load: z.enum(['print', 'failed-print', 'heat-up', 'laser', 'standby', 'overload', 'none']).default('print'),
  'work-minutes': z.coerce.number().positive().max(20_160).optional(),
  seed: z.coerce.number().int().min(0).default(1),
  'latency-ms': z.coerce.number().min(0).max(60_000).default(0),
  state: z.string().min(1).optional(),
  'udp-port': z.coerce.number().int().min(0).max(65_535).optional(),
  'control-port': z.coerce.number().int().min(0).max(65_535).optional(),
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
        'latency-ms': text,
        state: text,
        'udp-port': text,
        'control-port': text,
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
