import { type ConnectionOptions, connect, getCiphers } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from './support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site.stop())

/** Connects with what old clients and scanners offer; answers the agreed protocol and cipher, or nothing. */
const agree = async (options: ConnectionOptions): Promise<string | undefined> => {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const socket = connect({ port: site.gateway.httpsPort, host: '127.0.0.1', ca: site.ca, ...options }, () => {
    resolve(`${socket.getProtocol()} ${socket.getCipher().name}`)
    socket.destroy()
  })
  socket.once('error', () => resolve(undefined))
  return await promise
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

test('of all ciphers there are, only those with forward secrecy and authenticated encryption are agreed on', async () => {
  const agreed: string[] = []
  for (const cipher of getCiphers()) {
    const [minVersion, maxVersion] = cipher.startsWith('tls_')
      ? (['TLSv1.3', 'TLSv1.3'] as const)
      : (['TLSv1.2', 'TLSv1.2'] as const)
    // `SECLEVEL=0` lets this machine's library offer what it would no longer offer by itself.
    const ciphers = minVersion === 'TLSv1.3' ? cipher.toUpperCase() : `${cipher.toUpperCase()}:@SECLEVEL=0`
    const result = await agree({ minVersion, maxVersion, ciphers }).catch(() => undefined)
    if (result) agreed.push(result)
  }
  expect(agreed.sort()).toEqual([
    'TLSv1.2 ECDHE-ECDSA-AES128-GCM-SHA256',
    'TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384',
    'TLSv1.2 ECDHE-ECDSA-CHACHA20-POLY1305',
    'TLSv1.3 TLS_AES_128_GCM_SHA256',
    'TLSv1.3 TLS_AES_256_GCM_SHA384',
    'TLSv1.3 TLS_CHACHA20_POLY1305_SHA256',
  ])
})
