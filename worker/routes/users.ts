import { Hono } from 'hono'
import * as z from 'zod'
import { ROLES } from '../domain/access.ts'
import { PEOPLE_ORDERS } from '../domain/people-order.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { NewUser, UserChange } from '../http/people-schemas.ts'
import { wordedErrors } from '../http/problem.ts'
import { Id, IdParam, Limit, line } from '../http/schemas.ts'
import { textStream } from '../http/text-stream.ts'
import { body, params, query } from '../http/validate.ts'
import { anonymiseUser } from '../services/departure.ts'
import { exportText } from '../services/exported-photos.ts'
import { importPeople } from '../services/import-people.ts'
import { resetKioskAccess } from '../services/kiosk-credentials.ts'
import { exportPersonalData } from '../services/personal-data.ts'
import { endSessions, resetPassword, resetSecondFactor, unlockUser } from '../services/user-access.ts'
import { addUser, changeUser, listUsers, readUser } from '../services/users.ts'

const UserQuery = z.strictObject({
  search: line(80).optional(),
  role: z.enum(ROLES).optional(),
  cohortId: Id.optional(),
  state: z.enum(['active', 'disabled', 'expired', 'all']).default('all'),
  sort: z.enum(PEOPLE_ORDERS).default('name'),
  cursor: z.string().max(900).optional(),
  limit: Limit,
})
/** Why somebody else's data are taken out, where the works council wants to know. */
const Opening = z.strictObject({ reason: line(300).optional() })
const UserCursor = z.tuple([z.string(), Id, z.union([z.string(), z.number()])])

/** A table of 1000 people is some 60 KB; base64 makes a third more of it. */
const MAX_TABLE_CHARACTERS = 240 * 1024
const Import = z.strictObject({
  content: z.base64().min(4).max(MAX_TABLE_CHARACTERS),
  dryRun: z.boolean(),
  role: z.enum(['trainer', 'apprentice', 'guest']).default('apprentice'),
  cohortId: Id.nullable().default(null),
})

export const userRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('user.read'), query(UserQuery), async (c) => {
      const { cursor, sort, ...filter } = c.req.valid('query')
      const after = decodeCursor(UserCursor, cursor)
      const page = await listUsers(c.var.deps, {
        ...filter,
        order: sort,
        after: after ? { displayName: after[0], id: after[1], key: after[2] } : undefined,
      })
      const { nextCursor } = page
      return c.json({
        items: page.items,
        nextCursor: nextCursor && encodeCursor([nextCursor.displayName, nextCursor.id, nextCursor.key]),
      })
    })
    .post('/', may('user.manage'), body(NewUser), async (c) =>
      c.json(await addUser(c.var.deps, c.var.actor, c.req.valid('json')), 201),
    )
    .post('/import', may('user.manage'), body(Import), async (c) => {
      const report = await importPeople(c.var.deps, c.var.actor, c.req.valid('json'))
      const rows = report.rows.map((row) => ({
        ...row,
        errors: wordedErrors(row.errors, c.var.language, c.var.deps.config.timeZone),
      }))
      return c.json({ ...report, rows })
    })
    .get('/:id', may('user.read'), params(IdParam), async (c) =>
      c.json(await readUser(c.var.deps, c.req.valid('param').id)),
    )
    .patch('/:id', may('user.manage'), params(IdParam), body(UserChange), async (c) =>
      c.json(await changeUser(c.var.deps, c.var.actor, c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete('/:id', may('user.manage'), params(IdParam), async (c) => {
      await changeUser(c.var.deps, c.var.actor, c.req.valid('param').id, { disabled: true })
      return c.body(null, 204)
    })
    .post('/:id/reset-password', may('user.manage'), params(IdParam), async (c) =>
      c.json(await resetPassword(c.var.deps, c.var.actor, c.req.valid('param').id)),
    )
    .post('/:id/reset-second-factor', may('user.manage'), params(IdParam), async (c) => {
      await resetSecondFactor(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/reset-kiosk-access', may('user.manage'), params(IdParam), async (c) => {
      const { id } = await readUser(c.var.deps, c.req.valid('param').id)
      await resetKioskAccess(c.var.deps, c.var.actor, id)
      return c.body(null, 204)
    })
    .post('/:id/end-sessions', may('user.manage'), params(IdParam), async (c) => {
      await endSessions(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/unlock', may('user.manage'), params(IdParam), async (c) => {
      await unlockUser(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .post('/:id/anonymise', may('user.manage'), params(IdParam), async (c) => {
      await anonymiseUser(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .get('/:id/export', person('user.export'), params(IdParam), query(Opening), async (c) => {
      const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
      const data = await exportPersonalData(c.var.deps, c.var.person, asked)
      return c.body(textStream(exportText(c.var.deps, data)), 200, {
        'content-type': 'application/json',
        'content-disposition': 'attachment; filename="myp-personal-data.json"',
      })
    })
