import { X509Certificate } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { ensureCertificates } from '../../host/certificates.ts'
import { clientAddressReader } from '../../host/gateway/client-address.ts'
import { metricsPage } from '../../host/gateway/metrics.ts'
import { startGateway } from '../../host/gateway/server.ts'
import { certificateSource } from '../../host/site-certificates.ts'
import { folderForTest, SITE } from './support/folder.ts'
import { silent } from './support/site.ts'

const DAY_MS = 86_400_000

/** A certificate for `name` by another CA, as an IT department would hand it out. */
const makeOwn = async (name: string, now = new Date()) => {
  const dir = folderForTest()
  await ensureCertificates(dir, [name], now)
  return { certificate: join(dir, 'host.crt'), key: join(dir, 'host.key') }
}

const subjectAltName = (port: number, servername: string): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
    resolve(String(socket.getPeerX509Certificate()?.subjectAltName))
    socket.destroy()
  })
  socket.once('error', reject)
  return promise
}

test('browsers get the site’s own certificate, the machine’s own checks the local one, and a new file counts', async () => {
  const own = await makeOwn('myp.example.de')
  const source = certificateSource(own, folderForTest(), ['localhost'])
  const certificates = await source(new Date())
  const gateway = await startGateway({
    host: '127.0.0.1',
    httpsPort: 0,
    httpPort: 0,
    worker: new URL('http://127.0.0.1:9'),
    publicDir: join(SITE, 'public'),
    gatewaySecret: 'secret',
    certificates,
    isStorageFull: () => false,
    isStorageReadOnly: () => false,
    metrics: metricsPage([], async () => ''),
    clientAddress: clientAddressReader([]),
    trustedProxies: [],
    newId: () => crypto.randomUUID(),
    log: silent,
  })
  try {
    expect(await subjectAltName(gateway.httpsPort, 'myp.example.de')).toBe('DNS:myp.example.de')
    expect(await subjectAltName(gateway.httpsPort, 'localhost')).toBe('DNS:localhost')
    expect((await source(new Date())).renewed).toBe(false)

    const next = await makeOwn('neu.example.de')
    writeFileSync(own.certificate, readFileSync(next.certificate))
    writeFileSync(own.key, readFileSync(next.key))
    const renewed = await source(new Date())
    expect(renewed.renewed).toBe(true)
    gateway.setCertificates(renewed)
    expect(await subjectAltName(gateway.httpsPort, 'neu.example.de')).toBe('DNS:neu.example.de')
    expect(await subjectAltName(gateway.httpsPort, 'localhost')).toBe('DNS:localhost')
  } finally {
    await gateway.stop()
  }
})

test.each([
  ['a file that is missing', { certificate: '/nowhere.pem' }, /nowhere\.pem: can't be read \(ENOENT\)/],
  ['a key of another certificate', {}, /does not fit/],
])('%s is refused, by name', async (_, wrong, message) => {
  const [own, other] = [await makeOwn('a.example.de'), await makeOwn('b.example.de')]
  const source = certificateSource({ ...own, key: other.key, ...wrong }, folderForTest(), ['localhost'])
  await expect(source(new Date())).rejects.toThrow(message)
})

test('a key that everybody can read, and a certificate that is over, are refused', async () => {
  const open = await makeOwn('a.example.de')
  chmodSync(open.key, 0o644)
  await expect(certificateSource(open, folderForTest(), ['localhost'])(new Date())).rejects.toThrow(
    /chmod 640/,
  )

  const old = await makeOwn('b.example.de', new Date(Date.now() - 500 * DAY_MS))
  const { validTo } = new X509Certificate(readFileSync(old.certificate))
  await expect(certificateSource(old, folderForTest(), ['localhost'])(new Date())).rejects.toThrow(
    `ended on ${validTo}`,
  )
})
