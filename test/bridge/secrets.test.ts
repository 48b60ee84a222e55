import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { startEmulator } from '../../bridge/emulator/emulator.ts'
import type { Fault } from '../../bridge/emulator/faults.ts'
import { bridgeSecret, openBridge, tokenFor } from './support/real-bridge.ts'
import { account } from './support/world.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest()
const authHash = createHash('sha256')
  .update(Buffer.concat([sha1(account.username), sha1(account.password)]))
  .digest()

const forms = (text: string) => [text, Buffer.from(text).toString('base64'), encodeURIComponent(text)]
const secrets = [
  ...forms(account.username),
  ...forms(account.password),
  ...forms(bridgeSecret),
  ...[sha1(account.username), sha1(account.password), authHash].flatMap((hash) => [
    hash.toString('hex'),
    hash.toString('base64'),
  ]),
  'TP_SESSIONID',
]

test('nothing that opens a door is in any log line, answer or metric, whatever goes wrong', async () => {
  const plug = await startEmulator(account)
  const bridge = await openBridge()
  const told: string[] = []
  const call = async (...[method, path, body]: Parameters<typeof bridge.call>) => {
    told.push((await bridge.call(method, path, body)).text)
  }
  await call('PUT', '/plugs', { items: [{ id: 'p1', driver: 'tapo', address: plug.address }] })
  const faults: Fault[] = [
    { kind: 'garbage', times: 3 },
    { kind: 'html', times: 3 },
    { kind: 'rate_limit', times: 1 },
    { kind: 'forbidden', times: 2 },
    { kind: 'forbidden', stage: 'handshake1', times: 1 },
    { kind: 'forbidden', stage: 'handshake2', times: 1 },
    { kind: 'reset', times: 2 },
    { kind: 'error_code', code: -1501, times: 1 },
  ]
  for (const fault of faults) {
    plug.stealSession()
    plug.inject(fault)
    await call('POST', '/plugs/p1/switch', { on: true, offAfterSeconds: 60 })
    plug.clearFaults()
    await call('GET', '/plugs')
  }
  await call('POST', '/plugs/p1/check')
  await call('PUT', '/plugs', `{"items": "${account.password}"}`)
  await call('GET', '/metrics')
  told.push(
    await (
      await fetch(`${bridge.url}/plugs`, { headers: { authorization: `Bearer ${await tokenFor({}, 'x')}` } })
    ).text(),
  )
  await bridge.stop()
  await plug.stop()

  const everything = `${told.join('\n')}\n${bridge.log()}`
  expect(everything).toContain('the plug failed')
  for (const secret of secrets) expect(everything).not.toContain(secret)
})
