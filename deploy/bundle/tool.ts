import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TIMEOUT_MS = 15 * 60_000
const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024

/** Runs a program and answers its output. Throws with what it said when it fails or takes over 15 minutes. */
export const runTool = async (tool: string, words: readonly string[], cwd: string): Promise<string> => {
  try {
    const { stdout } = await run(tool, [...words], {
      cwd,
      timeout: TIMEOUT_MS,
      maxBuffer: OUTPUT_LIMIT_BYTES,
    })
    return stdout
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).slice(-2_000) : ''
    throw new Error(`${tool} ${words[0] ?? ''} failed: ${said || String(error)}`, { cause: error })
  }
}
