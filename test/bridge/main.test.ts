import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from './support/real-bridge.ts'

let folder: string
let child: ChildProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myp-main-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const good = `port = 0
secret = "0123456789012345678901234567890123456789"
data_dir = "state"
worker_url = "http://127.0.0.1:9"
[tapo]
username = "u"
password = "p"
`

/** The process with its configuration, its output so far, and an IPC channel as the supervisor has it. */
const start = (text: string) => {
  writeFileSync(join(folder, 'bridge.toml'), text, { mode: 0o600 })
  const started = spawn(process.execPath, ['bridge/main.ts', '--config', join(folder, 'bridge.toml')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child = started
  const output = { text: '' }
  for (const stream of [started.stdout, started.stderr])
    stream?.on('data', (data) => (output.text += String(data)))
  return { started, output }
}

test('it says when it is ready, as a line and to its supervisor', async () => {
  const { started, output } = start(good)
  expect(await once(started, 'message')).toMatchObject([{ type: 'ready' }, undefined])
  const line = await eventually(() => /.*bridge ready.*\n/.exec(output.text)?.[0])
  const { port } = JSON.parse(line)
  expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({
    status: 'ok',
    plugs: 0,
  })
})

test.each([
  ['SIGTERM', (process: ChildProcess) => process.kill('SIGTERM')],
  ['SIGINT', (process: ChildProcess) => process.kill('SIGINT')],
  ['the end of its supervisor', (process: ChildProcess) => process.disconnect()],
])('%s ends it within 2 s', async (_, end) => {
  const { started } = start(good)
  await once(started, 'message')
  const startedAt = performance.now()
  end(started)
  expect(await once(started, 'exit')).toEqual([0, null])
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('a wrong file ends it with code 2 and one line that names the place', async () => {
  const { started, output } = start(good.replace('port = 0', 'port = "x"'))
  expect(await once(started, 'exit')).toEqual([2, null])
  expect(output.text).toContain('bridge.toml:1: port: Invalid input')
})
