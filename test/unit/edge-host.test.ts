import { hash } from '@node-rs/bcrypt'
import { expect, test } from 'vitest'
import { edgeHostClient } from '../../worker/clients/edge-host.ts'

test('without a machine the worker itself knows the passwords that the machine hashed', async () => {
  const host = edgeHostClient()
  const hashed = await hash('Größe zählt nicht', 4)
  expect(await host.verifyPassword('Größe zählt nicht', hashed)).toBe(true)
  expect(await host.verifyPassword('Groesse zaehlt nicht', hashed)).toBe(false)
})

test('without a machine a backup is refused, not pretended', async () => {
  await expect(edgeHostClient().makeBackup()).rejects.toThrow('backups are made by the edge host')
})
