/**
 * `npm run bundle -- --key FILE [--out FOLDER]` makes the file for offline installation and updates.
 * `npm run bundle -- --new-key FILE` makes the key it is signed with; FILE.pub belongs on the machines.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, isStale, PARTS } from '../../host/supervision/build.ts'
import { makeBundle } from './bundle.ts'
import { newSigningKey } from './minisign.ts'
import { runTool } from './tool.ts'

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: {
    key: { type: 'string' },
    'new-key': { type: 'string' },
    out: { type: 'string', default: 'dist/bundle' },
  },
})

if (values['new-key'] !== undefined) {
  const file = resolve(values['new-key'])
  const key = newSigningKey()
  writeFileSync(file, key.secret, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
  writeFileSync(`${file}.pub`, key.public)
  console.log(
    `${file}      keep it secret, away from the machines\n${file}.pub  install.sh --update-key takes it`,
  )
} else if (values.key === undefined) {
  console.error('usage: npm run bundle -- --key FILE [--out FOLDER] | --new-key FILE')
  process.exitCode = 2
} else {
  for (const part of PARTS.filter((candidate) => isStale(root, candidate))) {
    console.log(`building the ${part.name} …`)
    // biome-ignore lint/style/noProcessEnv: a main file reads the environment once.
    await build(root, part, process.env, new AbortController().signal)
  }
  const file = await makeBundle({
    root,
    outDir: resolve(root, values.out),
    secret: readFileSync(values.key, 'utf8'),
    madeAtS: Number(await runTool('git', ['log', '-1', '--format=%ct'], root)),
    tell: (text) => console.log(text),
  })
  console.log(`made ${file}`)
}
