import { BackupFailed } from '../../host/backup/schedule.ts'
import { judgeHealth } from '../../host/health/findings.ts'
import type { BackupsAnswer, HostFacts, HostHealth } from '../../host/protocol.ts'

/** A machine as it should be. */
export const healthyFacts = (now: number): HostFacts => ({
  at: now,
  versions: { myp: '0.1.0', node: '24.21.0', workerd: '1.2026', sqlite: '3.50' },
  startedAt: now - 3_600_000,
  machine: {
    disk: { freeBytes: 20e9, totalBytes: 64e9 },
    memory: { freeBytes: 2e9, totalBytes: 8e9 },
    temperatureC: 52,
    throttling: [],
    clock: { source: '192.168.1.1', synchronised: true, offsetMs: 0.4 },
    uptimeS: 3_700,
  },
  processes: { hostBytes: 150e6, workerdBytes: 270e6 },
  database: { bytes: 5e6, soundAt: now - 600_000 },
  backups: {
    count: 1,
    newest: { name: 'myp-2026-11-23T08-07-00Z-hourly.sqlite.zst', at: now - 600_000, bytes: 400_000 },
    failure: null,
    copy: { at: null, name: null, problem: null },
    restoreTest: { at: now - 86_400_000, ok: true, name: 'myp', message: 'restored' },
  },
  eventLoop: { p50Ms: 0, p99Ms: 8, maxMs: 30 },
  lastTick: { at: now - 20_000, lagMs: 3, durationMs: 80, ok: true },
  certificateEndsAt: now + 300 * 86_400_000,
})

/** What the host tells the worker of itself, settable: `facts` may be changed, and backups made to fail. */
export const testObservation = (now: () => number) => {
  const items: BackupsAnswer['items'][number][] = []
  const world = { facts: healthyFacts(now()), failure: undefined as string | undefined }
  return {
    world,
    health: async (): Promise<HostHealth> => ({
      ...world.facts,
      findings: judgeHealth(world.facts, world.facts.at),
    }),
    backups: {
      read: () => {
        const { failure, copy, restoreTest } = world.facts.backups
        return { items, running: false, failure, copy, restoreTest }
      },
      make: async () => {
        if (world.failure) throw new BackupFailed(world.failure)
        const name = `myp-${new Date(now()).toISOString().slice(0, 19).replaceAll(':', '-')}Z-manual.sqlite.zst`
        items.unshift({ name, at: now(), bytes: 1_000, reason: 'manual' })
      },
    },
  }
}
