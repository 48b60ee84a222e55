import { expect } from 'vitest'
import type { Client } from './client.ts'
import type { Workshop } from './workshop.ts'

/** Makes people for one test each, so that tests share nobody. `asAdmin` gives a signed-in admin. */
export const newcomers = (workshop: () => Workshop, asAdmin: () => Client) => {
  let added = 0

  /** Somebody with a temporary password. */
  const addPerson = async (facts: Record<string, unknown> = {}) => {
    const username = `person-${++added}`
    const wish = { username, displayName: `Petra Person ${added}`, role: 'apprentice', ...facts }
    const { body, status } = await asAdmin().post('/api/users', wish)
    expect(status, JSON.stringify(body)).toBe(201)
    return { id: body.user.id as string, username, temporary: body.temporaryPassword as string }
  }

  /** Somebody who has chosen a password and is signed in, in one browser only. */
  const settled = async (facts: Record<string, unknown> = {}) => {
    const person = await addPerson(facts)
    const client = workshop().visitor()
    await client.signIn(person.username, person.temporary)
    const password = `Lötkolben-Kaffee-${person.username}-Montag`
    const change = { currentPassword: person.temporary, newPassword: password }
    const changed = await client.post('/api/auth/password', change)
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
    const signedIn = workshop().visitor()
    await signedIn.signIn(person.username, password)
    await signedIn.delete('/api/auth/sessions')
    return { ...person, client: signedIn, password }
  }
  return { addPerson, settled }
}
