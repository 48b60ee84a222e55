import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type ChildOptions, keepRunning } from '../../host/supervision/child.ts'
import { identify, isAlive, type ProcessIdentity } from '../../host/supervision/process-identity.ts'
import { folderForTest } from './support/folder.ts'

/** Keeps a program of these lines running, and tells what became of it. */
const run = (program: string, changes: Partial<ChildOptions> = {}) => {
  const dir = folderForTest()
  const script = join(dir, 'program.mjs')
  writeFileSync(script, program)
  const started: ProcessIdentity[] = []
  const told: string[] = []
  const lines: string[] = []
  const { promise: givenUp, resolve } = Promise.withResolvers<number>()
  const child = keepRunning({
    name: 'program',
    script,
    arguments: [],
    nodeOptions: [],
    cwd: dir,
    environment: process.env,
    onLine: (line) => lines.push(line),
    onStart: (identity) => started.push(identity),
    onEnd: () => {},
    tell: (text) => told.push(text),
    onGivenUp: resolve,
    ...changes,
  })
  onTestFinished(child.stop)
  return { child, started, told, lines, givenUp }
}

const READY = `process.send({ type: 'ready' }); process.once('disconnect', () => process.exit(0));`

test('a program that dies is started again, a little later each time', async () => {
  const { started, told } = run('process.exit(7)')
  await vi.waitFor(() => expect(told.length).toBe(3), { timeout: 15_000 })
  expect(told).toEqual([
    'program ended with code 7, starting again in 0.25 s',
    'program ended with code 7, starting again in 0.5 s',
    'program ended with code 7, starting again in 1 s',
  ])
  expect(started.length).toBe(3)
})

test.each([2, 3, 4])('exit code %i means that somebody must change something: no restart', async (code) => {
  const { started, told, givenUp } = run(`process.exit(${code})`)
  expect(await givenUp).toBe(code)
  expect([started.length, told]).toEqual([1, []])
})

test('a program that does not listen is made to end within 5 s', async () => {
  const { child, started } = run(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); ${READY}`)
  await child.ready
  const startedAt = performance.now()
  await child.stop()
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(started.filter(isAlive)).toEqual([])
})

test('a restart that was asked for is no death', async () => {
  const { child, started, told } = run(READY)
  await child.ready
  await child.restart()
  await vi.waitFor(() => expect(started.length).toBe(2), { timeout: 15_000 })
  expect(told).toEqual([])
})

test('what a program writes arrives line by line', async () => {
  const { child, lines } = run(`console.log('one\\ntwo'); console.error('three'); ${READY}`)
  await child.ready
  await vi.waitFor(() => expect([...lines].sort()).toEqual(['one', 'three', 'two']))
})

test('a process is known by its start time, not by its number alone', () => {
  const own = identify(process.pid)
  expect(own && isAlive(own)).toBe(true)
  expect(isAlive({ pid: process.pid, startTime: '1' })).toBe(false)
})

test('what a program compiled is kept once it is ready, also when it is killed', async () => {
  const dir = folderForTest()
  const ready = join(import.meta.dirname, '../../host/supervision/ready.ts')
  const { NODE_COMPILE_CACHE, ...environment } = process.env
  const { child, started } = run(
    `import { announceReady } from '${ready}'; setInterval(() => {}, 1000); announceReady()`,
    { cwd: dir, environment },
  )
  await child.ready
  process.kill(started[0]?.pid ?? 0, 'SIGKILL')
  expect(readdirSync(join(dir, 'dist', 'compile-cache'), { recursive: true }).length).toBeGreaterThan(1)
})
