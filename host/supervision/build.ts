import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { EXIT, StartRefused } from '../start-refused.ts'

const TIMEOUT_MS = 180_000

export type Part = Readonly<{
  name: string
  /** Its time tells when the part was built last. */
  output: string
  sources: readonly string[]
  /** A package's command line in `node_modules`, and its arguments. */
  command: readonly [string, ...string[]]
}>

/** What is built before the host can start; the host and the bridge run from their sources. */
export const PARTS: readonly Part[] = [
  {
    name: 'worker',
    output: 'dist/worker/index.js',
    sources: ['worker', 'bridge/protocol.ts', 'host/protocol.ts', 'wrangler.toml', 'package-lock.json'],
    command: ['wrangler/bin/wrangler.js', 'deploy', '--dry-run', '--outdir', 'dist/worker'],
  },
  {
    name: 'portal',
    output: 'dist/public/index.html',
    // The help is made from the documents, the API's description from the routes.
    sources: ['public', 'docs', 'worker', 'package-lock.json'],
    command: ['vite/bin/vite.js', 'build', 'public', '--logLevel', 'warn'],
  },
]

/** Missing, or older than one of its sources. A deleted source changes the time of its folder. */
export const isStale = (root: string, part: Part): boolean => {
  const output = join(root, part.output)
  if (!existsSync(output)) return true
  const builtAt = statSync(output).mtimeMs
  return part.sources.some((source) => isNewer(join(root, source), builtAt))
}

const isNewer = (path: string, time: number): boolean => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  if (stat.mtimeMs > time) return true
  return stat.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), time))
}

/** Both tools would otherwise ask the internet about versions or send usage figures. */
export const OFFLINE_TOOLS = {
  WRANGLER_SEND_METRICS: 'false',
  // wrangler looks for a newer version only to name it in its banner.
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
}

/** Builds one part. Throws `StartRefused` (exit code 5) with the tool's output when it fails or takes over 3 minutes. */
export const build = async (
  root: string,
  part: Part,
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
): Promise<void> => {
  const [script, ...rest] = part.command
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...rest], {
    cwd: root,
    env: {
      ...environment,
      ...OFFLINE_TOOLS,
      // With "test", React would come with its development checks: a third larger.
      NODE_ENV: 'production',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0)
    throw new StartRefused(
      EXIT.build,
      `building the ${part.name} failed:\n${stripVTControlCharacters(output).trim().slice(-4_000)}`,
    )
}
