import { BridgeUnreachable } from '../clients/bridge.ts'
import type { Deps } from '../deps.ts'
import { presentBackupHistory } from './backups.ts'
import { iso, isoOrNull, type Language } from './present.ts'

/** For administrators: the machine, the host, the bridge, and what to do about them. */
export const readSystemHealth = async (deps: Deps, language: Language) => {
  const [host, bridge] = await Promise.all([deps.host.health(), readBridge(deps)])
  const { backups, lastTick } = host
  const findings = host.findings.map(({ code, level, message, advice }) => ({
    code,
    level,
    message: message[language],
    advice: advice[language],
  }))
  const isWell = bridge.reachable && findings.every(({ level }) => level !== 'critical')
  return {
    status: isWell ? ('ok' as const) : ('degraded' as const),
    at: iso(host.at),
    versions: host.versions,
    startedAt: iso(host.startedAt),
    machine: host.machine,
    processes: host.processes,
    database: { bytes: host.database.bytes, soundAt: isoOrNull(host.database.soundAt) },
    backups: {
      count: backups.count,
      newest: backups.newest && { ...backups.newest, at: iso(backups.newest.at) },
      ...presentBackupHistory(backups),
    },
    eventLoop: host.eventLoop,
    lastTick: lastTick && { ...lastTick, at: iso(lastTick.at) },
    certificateEndsAt: iso(host.certificateEndsAt),
    bridge,
    findings,
  }
}

/** For anybody: whether somebody should look. Where there is no host to ask (at an edge), the bridge decides. */
export const readStatus = async (deps: Deps): Promise<'ok' | 'degraded'> => {
  const [host, bridge] = await Promise.all([deps.host.health().catch(() => undefined), readBridge(deps)])
  const isCritical = host?.findings.some(({ level }) => level === 'critical') ?? false
  return bridge.reachable && !isCritical ? 'ok' : 'degraded'
}

const readBridge = async (deps: Deps) => {
  try {
    const readings = await deps.bridge.readings()
    const unknown = readings.filter(({ state }) => state === 'unknown').length
    return { reachable: true, plugs: readings.length, unknownPlugs: unknown }
  } catch (error) {
    if (!(error instanceof BridgeUnreachable)) throw error
    return { reachable: false, plugs: 0, unknownPlugs: 0 }
  }
}
