import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { requireFreePorts } from '../../host/supervision/ports.ts'

const takePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { server, needed: [{ port, host: '127.0.0.1', purpose: 'the worker', variable: 'MYP_WORKER_PORT' }] }
}

test('a port that a dying process still holds is waited for', async () => {
  const { server, needed } = await takePort()
  const waiting = requireFreePorts(needed, 20_000)
  server.close()
  await expect(waiting).resolves.toBeUndefined()
})

test('a port that stays taken is refused all the same', async () => {
  const { needed } = await takePort()
  const refused = { exitCode: 3, message: expect.stringContaining('MYP_WORKER_PORT chooses another') }
  await expect(requireFreePorts(needed, 300)).rejects.toMatchObject(refused)
  await expect(requireFreePorts(needed)).rejects.toMatchObject(refused)
})
