/** `npm run build`: the worker and the portal, whether they are out of date or not. `node host/build.ts worker`: only that. */
import { join } from 'node:path'
import { build, PARTS } from './supervision/build.ts'

const root = join(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const parts = PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
try {
  for (const part of parts) {
    // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
    await build(root, part, process.env, new AbortController().signal)
    console.log(`built the ${part.name}`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
