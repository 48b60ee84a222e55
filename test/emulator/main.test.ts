/** The emulator as the process that `npm start` and `npm run emulator` run. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect, type KlapClient } from './klap-client.ts'
import { ACCOUNT, switchTo } from './settled-plug.ts'

const MAIN = join(import.meta.dirname, '../../bridge/emulator/main.ts')
const SIGN_IN = ['--username', ACCOUNT.username, '--password', ACCOUNT.password]

interface Run {
  child: ChildProcess
  output(): string
  errors(): string
  /** Exit code and signal, once all output was read too. */
  ended: Promise<[number | null, NodeJS.Signals | null]>
  /** The same as soon as the process is gone: a child whose IPC was closed from here never emits `close`. */
  gone: Promise<[number | null, NodeJS.Signals | null]>
}

let runs: Run[]
let folder: string
beforeEach(async () => {
  runs = []
  folder = await mkdtemp(join(tmpdir(), 'myp-emulator-'))
})
afterEach(async () => {
  for (const { child, gone } of runs) {
    child.kill('SIGKILL')
    await gone
  }
  await rm(folder, { recursive: true })
})

function run(...args: string[]): Run {
  const child = fork(MAIN, args, { execPath: process.execPath, silent: true, execArgv: [] })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  const ended = once(child, 'close') as Run['ended']
  const gone = once(child, 'exit') as Run['gone']
  const result = { child, output: () => texts.stdout, errors: () => texts.stderr, ended, gone }
  runs.push(result)
  return result
}

/** Starts plugs and resolves when they say by IPC that they listen. */
async function ready(...args: string[]): Promise<Run> {
  const started = run(...SIGN_IN, '--port', '0', ...args)
  const first = await Promise.race([once(started.child, 'message'), started.ended])
  expect(started.errors()).toBe('')
  expect(first).toEqual([{ type: 'ready' }, undefined])
  return started
}

/** The plugs' addresses as printed. */
async function addresses(started: Run): Promise<string[]> {
  while (!started.output().includes('ready\n'))
    await once(started.child.stdout as NonNullable<ChildProcess['stdout']>, 'data')
  return [...started.output().matchAll(/^plug \S+ (\S+)$/gm)].map((match) => match[1] ?? '')
}

test('starts as many plugs as wanted, each its own, and says where they are', async () => {
  const started = await ready('--plugs', '3', '--udp-port', '0', '--control-port', '0')
  const found = await addresses(started)
  expect(found).toHaveLength(3)
  const infos = []
  for (const address of found) infos.push(await (await connect(address, ACCOUNT)).result('get_device_info'))
  expect(new Set(infos.map((info) => info.device_id)).size).toBe(3)
  expect(started.output()).toMatch(/^discovery 127\.0\.0\.1:\d+$/m)
  expect(started.output()).toMatch(/^control http:\/\/127\.0\.0\.1:\d+\/plugs$/m)
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with code 0', async (signal) => {
  const started = await ready('--plugs', '1')
  started.child.kill(signal)
  expect(await started.ended).toEqual([0, null])
})

test('ends when its parent is gone', async () => {
  const started = await ready('--plugs', '1')
  started.child.disconnect()
  expect(await started.gone).toEqual([0, null])
})

test('a taken port is one line that names it, and exit code 3', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as { port: number }
  const started = run(...SIGN_IN, '--plugs', '1', '--port', String(port))
  expect(await started.ended).toEqual([3, null])
  expect(started.errors()).toBe(`Port ${port} is taken: plug 1 can't listen there.\n`)
  squatter.close()
})

describe('with a state file', () => {
  const state = async (client: KlapClient) => {
    const { device_on, nickname, default_states } = await client.result('get_device_info')
    return { device_on, nickname, default_states }
  }

  test('plugs are as they were after the process was killed', async () => {
    const file = join(folder, 'plugs.json')
    const before = await ready('--plugs', '2', '--state', file)
    const [first = ''] = await addresses(before)
    const client = await connect(first, ACCOUNT)
    await client.result('set_device_info', {
      nickname: Buffer.from('Ofen').toString('base64'),
      default_states: { type: 'custom', state: { on: false } },
    })
    await switchTo(client, true)
    const remembered = await state(client)
    before.child.kill('SIGKILL')
    await before.ended

    const after = await ready('--plugs', '2', '--state', file)
    const [again = '', other = ''] = await addresses(after)
    expect(await state(await connect(again, ACCOUNT))).toEqual(remembered)
    expect(await state(await connect(other, ACCOUNT))).toMatchObject({ device_on: false })
  })

  test('that is not one, it refuses to start and names the file', async () => {
    const file = join(folder, 'plugs.json')
    await writeFile(file, '{"version":7}')
    const started = run(...SIGN_IN, '--plugs', '1', '--port', '0', '--state', file)
    expect(await started.ended).toEqual([2, null])
    expect(started.errors()).toContain(file)
  })
})

test('a state file that can not be written is refused at the start', async () => {
  const file = join(folder, 'missing', 'plugs.json')
  const started = run('--plugs', '1', '--port', '0', '--state', file)
  expect(await started.ended).toEqual([2, null])
  expect(started.errors()).toContain(file)
})

describe('the command line', () => {
  test('explains itself', async () => {
    const started = run('--help')
    expect(await started.ended).toEqual([0, null])
    expect(started.output()).toContain('--control-port N')
  })

  test.each([
    ['an empty password', ['--password', ''], '--password'],
    ['a number that is none', [...SIGN_IN, '--port', 'x'], '--port'],
    ['too many plugs', [...SIGN_IN, '--plugs', '251'], '--plugs'],
    ['an unknown profile', [...SIGN_IN, '--profile', 'fw-9'], '--profile'],
    ['an unknown option', [...SIGN_IN, '--plug', '6'], '--plug'],
  ])('with %s is refused in one line, and exit code 2', async (_, args, named) => {
    const started = run(...args)
    expect(await started.ended).toEqual([2, null])
    expect(started.errors()).toContain(named)
    expect(started.errors().trim().split('\n')).toHaveLength(1)
  })
})
