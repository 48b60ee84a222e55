import { expect, test, vi } from 'vitest'
import { HostBusy, hostClient } from '../../worker/clients/host.ts'

test('a host that does not answer in time is busy, and one that is gone is not', async () => {
  const timeout = vi
    .spyOn(AbortSignal, 'timeout')
    .mockReturnValue(AbortSignal.abort(new DOMException('', 'TimeoutError')))
  const late = hostClient({ fetch: async (_, init) => Promise.reject(init.signal?.reason) })
  await expect(late.verifyPassword('x', 'y')).rejects.toBeInstanceOf(HostBusy)
  timeout.mockRestore()
  const gone = hostClient({ fetch: async () => Promise.reject(new Error('gone')) })
  await expect(gone.verifyPassword('x', 'y')).rejects.toThrow(/^gone$/)
})
