/** The control port: what the world does to the plugs, as plain JSON over HTTP on loopback. Listed in `--help`. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import type { Emulator } from './emulator.ts'
import { Fault } from './faults.ts'
import { LoadProfile } from './load.ts'

const HOST = '127.0.0.1'
const MAX_BODY_BYTES = 65_536

/** A control request that is answered with this status and one line of text. */
class ControlRefusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const Nothing = z.strictObject({})

/** An action on one plug: its body's schema and what it does. */
const action = <Schema extends z.ZodType>(
  schema: Schema,
  act: (plug: Emulator, body: z.infer<Schema>) => unknown,
) => ({
  run: async (plug: Emulator, body: unknown): Promise<void> => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new ControlRefusal(422, z.prettifyError(parsed.error))
    await act(plug, parsed.data)
  },
})

const ACTIONS = new Map(
  Object.entries({
    inject: action(Fault, (plug, fault) => plug.inject(fault)),
    clear: action(Nothing, (plug) => plug.clearFaults()),
    press: action(Nothing, (plug) => plug.pressButton()),
    load: action(z.strictObject({ profile: LoadProfile }), (plug, { profile }) => plug.setLoad(profile)),
    clock: action(
      z.strictObject({
        offsetMs: z.number().optional(),
        rate: z.number().min(0.5).max(2).optional(),
        unset: z.boolean().optional(),
      }),
      (plug, disturbance) => plug.disturbClock(disturbance),
    ),
    cloud: action(z.strictObject({ connected: z.boolean() }), (plug, { connected }) =>
      plug.setCloud(connected),
    ),
    reachable: action(z.strictObject({ reachable: z.boolean() }), (plug, { reachable }) =>
      plug.setReachable(reachable),
    ),
    overheat: action(Nothing, (plug) => plug.overheat()),
    'power-cycle': action(
      z.strictObject({ offMs: z.number().min(0).max(86_400_000).optional() }),
      (plug, body) => plug.powerCycle(body.offMs),
    ),
    'relay-stuck': action(z.strictObject({ stuck: z.boolean() }), (plug, { stuck }) =>
      plug.setRelayStuck(stuck),
    ),
    'steal-session': action(Nothing, (plug) => plug.stealSession()),
    'third-party': action(z.strictObject({ allowed: z.boolean() }), (plug, { allowed }) =>
      plug.setThirdParty(allowed),
    ),
  }),
)

/** One plug as the control port shows it. */
const describe = (plug: Emulator, index: number) => ({
  plug: index + 1,
  address: plug.address,
  mac: plug.device.identity.mac,
  profile: plug.device.firmware,
  open: plug.isOpen,
  relay: plug.relay,
  phase: plug.phase,
  watts: Math.round(plug.watts * 10) / 10,
  energyWh: Math.round(plug.energyMwh) / 1000,
  faults: plug.faults,
})

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > MAX_BODY_BYTES) throw new ControlRefusal(413, 'the body is too long')
  }
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new ControlRefusal(422, 'the body is not JSON')
  }
}

async function answer(plugs: readonly Emulator[], request: IncomingMessage): Promise<unknown> {
  // A page in a browser on this machine can reach loopback too, but can't leave out its origin.
  if (request.headers.origin !== undefined) throw new ControlRefusal(403, 'not for web pages')
  const [root, number, name, ...rest] = (request.url ?? '').split('/').slice(1)
  if (root !== 'plugs' || rest.length > 0) throw new ControlRefusal(404, 'see --help')
  if (number === undefined && request.method === 'GET') return { plugs: plugs.map(describe) }
  const index = Number(number) - 1
  const plug = plugs[index]
  if (!plug) throw new ControlRefusal(404, `there is no plug ${number}`)
  if (request.method === 'GET' && name === undefined) return describe(plug, index)
  if (request.method === 'GET' && name === 'log') return { requests: plug.log }
  const chosen = name === undefined ? undefined : ACTIONS.get(name)
  if (request.method !== 'POST' || !chosen) throw new ControlRefusal(404, 'see --help')
  await chosen.run(plug, await readJson(request))
  return describe(plug, index)
}

export interface Control {
  readonly port: number
  close(): Promise<void>
}

/** Starts the control port on 127.0.0.1. Rejects with the system's error when it is taken. Port 0: any free one. */
export async function startControl(options: { port: number; plugs: readonly Emulator[] }): Promise<Control> {
  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    answer(options.plugs, request).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        const refusal = error instanceof ControlRefusal ? error : undefined
        if (!refusal) console.error(error)
        send(response, refusal?.status ?? 500, { error: refusal?.message ?? 'internal error' })
      },
    )
  })
  server.listen(options.port, HOST)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
