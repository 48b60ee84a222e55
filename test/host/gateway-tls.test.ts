import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

/** Connects with what old clients and scanners offer; answers the agreed protocol and cipher, or nothing. */
const agree = (options: ConnectionOptions): Promise<string | undefined> => {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const socket = connect({ port: site.gateway.httpsPort, host: '127.0.0.1', ca: site.ca, ...options }, () => {
    resolve(`${socket.getProtocol()} ${socket.getCipher().name}`)
    socket.destroy()
  })
  socket.once('error', () => resolve(undefined))
  return promise
}

test.each([
  ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }],
  ['no forward secrecy', { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256:AES256-SHA' }],
  ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA' }],
  ['no encryption', { maxVersion: 'TLSv1.2', ciphers: 'NULL:@SECLEVEL=0' }],
  ['3DES and RC4', { maxVersion: 'TLSv1.2', ciphers: '3DES:RC4:@SECLEVEL=0' }],
  ['anonymous keys', { maxVersion: 'TLSv1.2', ciphers: 'aNULL:@SECLEVEL=0' }],
] as [string, ConnectionOptions][])('a client that offers %s only gets no connection', async (_, options) => {
  let agreed: string | undefined
  try {
    agreed = await agree(options)
  } catch {
    // This machine's own library no longer has what the client would offer.
  }
  expect(agreed).toBeUndefined()
})

test('TLS 1.2 and 1.3 agree on forward secrecy and authenticated encryption', async () => {
  expect(await agree({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-ECDSA-(AES\d+-GCM|CHACHA20)/)
  expect(await agree({ minVersion: 'TLSv1.3' })).toMatch(/^TLSv1\.3 TLS_/)
})
