/**
 * What the plugs of `--state FILE` remember when the emulator's process ends.
 *
 * A process that was killed is a plug that left the network: its relay stays as it is and its machine goes on. So only
 * changes are written, at once; what happened since follows from the state, because loads are repeatable.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { DeviceState } from './device-state.ts'

const StateFile = z.strictObject({ version: z.literal(1), plugs: z.record(z.string(), DeviceState) })

/** Plugs by MAC. */
export type SavedPlugs = Record<string, DeviceState>

/**
 * Reads the file; no file means no plugs. Throws an `Error` with one line for the person at the console when it can't
 * be read or is not one of ours.
 */
export function readStateFile(path: string): SavedPlugs {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
  try {
    return StateFile.parse(JSON.parse(text)).plugs
  } catch {
    throw new Error(`${path} is not a state file of this emulator: remove it to start with fresh plugs.`)
  }
}

/** Replaces the file in one step, before the command's answer goes out: a killed process leaves the old or the new one. */
export function writeStateFile(path: string, plugs: SavedPlugs): void {
  const draft = `${path}.new`
  writeFileSync(draft, JSON.stringify({ version: 1, plugs }), { mode: 0o600 })
  renameSync(draft, path)
}
