import { join } from 'node:path'

/** Where everything lies below the data folder. */
export const dataFiles = (dataDir: string) => ({
  secrets: join(dataDir, 'secrets.json'),
  tls: join(dataDir, 'tls'),
  caCertificate: join(dataDir, 'tls', 'ca.crt'),
  database: join(dataDir, 'd1'),
  copies: join(dataDir, 'copies'),
  backups: join(dataDir, 'backups'),
  backupState: join(dataDir, 'backups', 'state.json'),
  /** Held while a backup is made, tested or restored. */
  backupLock: join(dataDir, 'run', 'backup.lock'),
  bridge: join(dataDir, 'bridge'),
  bridgeConfig: join(dataDir, 'bridge.toml'),
  emulatorState: join(dataDir, 'emulator.json'),
  run: join(dataDir, 'run'),
  /** Held by `start.ts`. */
  startLock: join(dataDir, 'run', 'start.lock'),
  /** Held by the process that runs workerd: two on one database would fight. */
  hostLock: join(dataDir, 'run', 'host.lock'),
  log: (name: string) => join(dataDir, 'log', `${name}.log`),
})
export type DataFiles = ReturnType<typeof dataFiles>
