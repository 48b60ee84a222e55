import type { Database } from '../runtime.ts'

export type SeedDeps = Readonly<{
  /** Epoch milliseconds. */
  now: number
  hashPassword: (password: string) => Promise<string>
  /** Port of the first emulated plug on 127.0.0.1. */
  emulatorPort: number
}>

/** Fills an empty demo workshop. */
export const seedDemo = async (_db: Database, _deps: SeedDeps): Promise<void> => {}
