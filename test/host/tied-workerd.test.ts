import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const tiedWorkerd = join(import.meta.dirname, '..', '..', 'host', 'supervision', 'tied-workerd')

/** What `tied-workerd` started prints, on a system whose setpriv is this script. */
const startWith = (setpriv: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'myp-tied-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  writeFileSync(join(dir, 'setpriv'), `#!/bin/sh\n${setpriv}\n`, { mode: 0o755 })
  writeFileSync(join(dir, 'workerd'), '#!/bin/sh\necho "workerd $*"\n', { mode: 0o755 })
  const env = { PATH: `${dir}:/usr/bin:/bin`, MYP_WORKERD: join(dir, 'workerd') }
  return execFileSync(tiedWorkerd, ['serve', 'a b'], { env, encoding: 'utf8' })
}

test('workerd is started through setpriv', () => {
  expect(startWith('shift 2; [ "$1" = true ] || echo "tied"; exec "$@"')).toBe('tied\nworkerd serve a b\n')
})

test('where setpriv is refused, as in the sandbox of myp.service, workerd starts without it', () => {
  const refused = 'echo "setpriv: activate capabilities: Operation not permitted" >&2; exit 127'
  expect(startWith(refused)).toBe('workerd serve a b\n')
})
