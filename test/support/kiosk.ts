import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { hash } from '@node-rs/bcrypt'
import type { Client } from './client.ts'
import { DATA_SECRET, type Username, type Workshop } from './workshop.ts'

/** A device that an admin has made a kiosk: its client holds the kiosk's cookie. */
export const enrolKiosk = async (
  workshop: Workshop,
  name = 'Halle',
): Promise<{ id: string; device: Client }> => {
  const { body: kiosk } = await (await workshop.as('admin')).post('/api/kiosks', { name })
  const device = workshop.visitor()
  const answer = await device.post('/api/kiosk/enrol', { code: kiosk.code })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return { id: kiosk.id, device }
}

export const PIN = '482913'

/** A person's PIN as the portal would have set it, but of cost 4: the worker takes the cost from the hash. */
export const givePin = async ({ db, now }: Workshop, username: Username): Promise<void> => {
  const keyed = createHmac('sha256', DATA_SECRET).update(`pin:${username}:${PIN}`).digest('hex')
  await db
    .prepare('insert or replace into kiosk_credentials (user_id, pin_hash, pin_set_at) values (?, ?, ?)')
    .bind(username, await hash(keyed, 4), now())
    .run()
}

/** Signs in at the kiosk; the device's client acts as the person from then on. */
export const visit = async (device: Client, request: Record<string, string>) => {
  device.useCsrfToken(undefined)
  const answer = await device.post('/api/kiosk/sign-in', request)
  device.useCsrfToken(answer.body.csrfToken)
  return answer
}
