import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ensureCertificates } from '../../host/certificates.ts'
import { folderForTest } from './support/folder.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const NAMES = ['localhost', '127.0.0.1', '::1', 'werkstatt.local']
const inDays = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)

test('the leaf names every host and address, and the CA vouches for it', async () => {
  const dir = folderForTest()
  const { ca, cert, key } = await ensureCertificates(dir, NAMES, NOW)
  const [leaf, authority] = [new X509Certificate(cert), new X509Certificate(ca)]
  expect(leaf.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:werkstatt.local',
  )
  expect([leaf.ca, authority.ca]).toEqual([false, true])
  expect(leaf.checkIssued(authority) && leaf.verify(authority.publicKey)).toBe(true)
  expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  expect(key).toContain('BEGIN PRIVATE KEY')
  expect(['ca.key', 'host.key'].map((name) => statSync(join(dir, name)).mode & 0o777)).toEqual([0o600, 0o600])
})

test('a leaf is kept until 30 days before its end, and the CA far longer', async () => {
  const dir = folderForTest()
  const first = await ensureCertificates(dir, NAMES, NOW)
  expect(first.renewed).toBe(true)
  expect(await ensureCertificates(dir, NAMES, inDays(366))).toEqual({ ...first, renewed: false })
  const second = await ensureCertificates(dir, NAMES, inDays(368))
  expect(second).toMatchObject({ renewed: true, ca: first.ca })
  expect(second.cert).not.toBe(first.cert)
  expect(second.notAfter).toEqual(inDays(368 + 397))
})

test('a new name gives a new leaf of the same CA', async () => {
  const dir = folderForTest()
  const first = await ensureCertificates(dir, NAMES, NOW)
  const second = await ensureCertificates(dir, [...NAMES, '192.168.0.5'], NOW)
  expect(second).toMatchObject({ renewed: true, ca: first.ca })
  expect(new X509Certificate(second.cert).checkIP('192.168.0.5')).toBe('192.168.0.5')
})

test('a CA that would end before its leaves is replaced', async () => {
  const dir = folderForTest()
  const first = await ensureCertificates(dir, NAMES, NOW)
  const later = await ensureCertificates(dir, NAMES, inDays(3_650 - 396))
  expect(later.ca).not.toBe(first.ca)
  expect(new X509Certificate(later.cert).verify(new X509Certificate(later.ca).publicKey)).toBe(true)
})

test.each(['host.crt', 'host.key', 'ca.crt', 'ca.key'])('a damaged %s is made anew', async (name) => {
  const dir = folderForTest()
  await ensureCertificates(dir, NAMES, NOW)
  writeFileSync(join(dir, name), 'cut off')
  const { ca, cert } = await ensureCertificates(dir, NAMES, NOW)
  expect(new X509Certificate(cert).verify(new X509Certificate(ca).publicKey)).toBe(true)
  expect(readFileSync(join(dir, name), 'utf8')).not.toBe('cut off')
})
