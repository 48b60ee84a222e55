import { stringify } from 'smol-toml'
import { dataFiles } from './folders.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './protocol.ts'
import { EMULATED_PLUGS, type Settings } from './settings.ts'

/** The Tapo account the emulated plugs accept. */
const PLUG_ACCOUNT = { username: 'demo@myp.local', password: 'emulated-plug' } as const

const DEMO_MARK = '# Written by the demo, for its emulated plugs only.'

/** What an administrator would write into `bridge.toml`, for the emulated plugs. */
export const demoBridgeConfig = (settings: Settings, files: { secrets: string; bridgeDir: string }): string =>
  `${DEMO_MARK}\n${stringify({
    port: settings.bridgePort,
    host: '127.0.0.1',
    secrets_file: files.secrets,
    data_dir: files.bridgeDir,
    worker_url: `http://127.0.0.1:${settings.workerPort}`,
    tapo: PLUG_ACCOUNT,
    // All of them are on this machine, and hear the same port.
    probe_port: settings.emulatorPort,
    network: { subnet: '127.0.0.1/32' },
  })}\n`

export const isDemoBridgeConfig = (text: string): boolean => text.startsWith(DEMO_MARK)

/** `host:port` of every emulated plug, as a person would enter a plug's address. */
export const emulatedPlugs = (settings: Settings): string[] =>
  Array.from({ length: EMULATED_PLUGS }, (_, index) => `127.0.0.1:${settings.emulatorPort + index}`)

/** Arguments of `bridge/emulator/main.ts`. */
export const emulatorArguments = (settings: Settings): string[] => [
  ...['--plugs', String(EMULATED_PLUGS), '--port', String(settings.emulatorPort)],
  ...['--username', PLUG_ACCOUNT.username, '--password', PLUG_ACCOUNT.password],
  // Of UDP, which has ports of its own.
  ...['--udp-port', String(settings.emulatorPort)],
  ...['--control-port', String(settings.emulatorPort + EMULATED_PLUGS)],
  // A plug whose emulator was killed left the network; it comes back as it was.
  ...['--state', dataFiles(settings.dataDir).emulatorState],
]

/** Shown on the console before the ready line. */
export const demoNotice = (): string[] => [
  'DEMO: an emulated workshop with seven emulated plugs, one of them not set up yet. Do not connect real machines.',
  ...DEMO_ACCOUNTS.map(
    ({ username, role }) => `DEMO:   ${username.padEnd(10)} password ${DEMO_PASSWORD}   (${role})`,
  ),
]
