import 'reflect-metadata'
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as x509 from '@peculiar/x509'

/** PKCS #11 attributes by the names of their columns: "a" and the attribute's number in hex. */
const COLUMNS = {
  class: 'a0',
  token: 'a1',
  private: 'a2',
  label: 'a3',
  value: 'a11',
  certificateType: 'a80',
  issuer: 'a81',
  serialNumber: 'a82',
  subject: 'a101',
  id: 'a102',
  modifiable: 'a170',
  trustServerAuth: 'ace536358',
  trustStepUp: 'ace536360',
  sha1: 'ace5363b4',
  md5: 'ace5363b5',
}
type Row = Partial<Record<keyof typeof COLUMNS, Uint8Array>>

const CERTIFICATE = Buffer.from('00000001', 'hex')
const TRUST = Buffer.from('ce534353', 'hex')
const TRUSTED_DELEGATOR = Buffer.from('ce534352', 'hex')
const [NO, YES] = [Buffer.from([0]), Buffer.from([1])]

/**
 * Installs a certification authority for a person, as they do by hand in the browser's settings: writes what
 * `certutil -A -t C,,` writes into the NSS database of their home folder, where Chromium on Linux looks.
 */
export function trustAuthority(home: string, pem: string): void {
  const certificate = new x509.X509Certificate(pem)
  const der = Buffer.from(certificate.rawData)
  const name = Buffer.from(certificate.subjectName.toArrayBuffer())
  const serial = Buffer.from(certificate.serialNumber, 'hex')
  const common = {
    token: YES,
    private: NO,
    modifiable: YES,
    label: Buffer.from('myp'),
    issuer: name,
    // As DER: an INTEGER.
    serialNumber: Buffer.concat([Buffer.from([2, serial.length]), serial]),
  }
  const folder = join(home, '.pki', 'nssdb')
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'cert9.db'))
  database.exec(
    `create table nssPublic (id primary key unique on conflict abort, ${Object.values(COLUMNS).join(', ')})`,
  )
  const insert = (id: number, row: Row) => {
    const entries = Object.entries(row) as [keyof typeof COLUMNS, Uint8Array][]
    const columns = entries.map(([attribute]) => COLUMNS[attribute])
    database
      .prepare(`insert into nssPublic (id, ${columns}) values (${id}${', ?'.repeat(columns.length)})`)
      .run(...entries.map(([, value]) => value))
  }
  insert(1, {
    ...common,
    class: CERTIFICATE,
    value: der,
    certificateType: Buffer.alloc(4),
    subject: name,
    id: createHash('sha1').update(der).digest(),
  })
  insert(2, {
    ...common,
    class: TRUST,
    trustServerAuth: TRUSTED_DELEGATOR,
    trustStepUp: NO,
    sha1: createHash('sha1').update(der).digest(),
    md5: createHash('md5').update(der).digest(),
  })
  database.close()
}
