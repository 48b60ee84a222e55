import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { demoBridgeConfig, emulatorArguments, isDemoBridgeConfig } from '../demo.ts'
import { dataFiles } from '../folders.ts'
import { bridgePorts, emulatorPorts, hostPorts } from '../needed-ports.ts'
import type { Settings } from '../settings.ts'
import { EXIT, StartRefused } from '../start-refused.ts'
import type { NeededPort } from './ports.ts'

export type Program = Readonly<{
  name: string
  /** Relative to the program folder, as are the sources. */
  script: string
  arguments: readonly string[]
  /** Options of Node itself. */
  nodeOptions: readonly string[]
  ports: readonly NeededPort[]
  /** With `--watch`, a change below them starts the program again, as a new build does for the host. */
  sources: readonly string[]
}>

/** Measured: 235 MB instead of 350 MB after 10 000 requests, as fast as before. */
const HOST_HEAP = ['--max-old-space-size=192', '--max-semi-space-size=4']
/** Measured: 142 MB instead of 202 MB with 200 plugs. */
const BRIDGE_HEAP = ['--max-old-space-size=96', '--max-semi-space-size=4']

/**
 * What `npm start` runs, stage by stage: the host, in the demo the emulated plugs, and then the bridge, because it
 * dials the worker at once and a worker whose database is not yet migrated has no good answer.
 */
export const choosePrograms = (settings: Settings, site: { demo: boolean; listen: string }): Program[][] => {
  const host: Program = {
    name: 'host',
    script: 'host/main.ts',
    arguments: [],
    nodeOptions: HOST_HEAP,
    ports: hostPorts(settings, site.listen),
    sources: ['host', 'migrations'],
  }
  const bridge: Program = {
    name: 'bridge',
    script: 'bridge/main.ts',
    arguments: ['--config', dataFiles(settings.dataDir).bridgeConfig],
    nodeOptions: BRIDGE_HEAP,
    ports: bridgePorts(settings),
    sources: ['bridge'],
  }
  const emulator: Program = {
    name: 'emulator',
    script: 'bridge/emulator/main.ts',
    arguments: emulatorArguments(settings),
    nodeOptions: [],
    ports: emulatorPorts(settings),
    sources: ['bridge/emulator'],
  }
  return [site.demo ? [host, emulator] : [host], [bridge]]
}

/**
 * The demo writes the bridge's configuration as an administrator would (mode 0600).
 * Otherwise throws `StartRefused` (exit code 2) when there is none: the plugs' account is the site's to give.
 */
export const prepareBridgeConfig = (settings: Settings, demo: boolean): void => {
  const { bridgeConfig, secrets, bridge } = dataFiles(settings.dataDir)
  if (demo) {
    writeFileSync(bridgeConfig, demoBridgeConfig(settings, { secrets, bridgeDir: bridge }), { mode: 0o600 })
  } else if (!existsSync(bridgeConfig) || isDemoBridgeConfig(readFileSync(bridgeConfig, 'utf8'))) {
    throw new StartRefused(EXIT.settings, `${bridgeConfig} does not name the plugs' Tapo account yet`)
  }
}
