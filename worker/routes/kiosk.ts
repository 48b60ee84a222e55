import { Hono } from 'hono'
import * as z from 'zod'
import type { AppEnv } from '../http/env.ts'
import { device, may, person } from '../http/may.ts'
import { TypedCode } from '../http/people-schemas.ts'
import { Id, line } from '../http/schemas.ts'
import {
  clearSessionCookie,
  clearVisitCookie,
  readKioskCookie,
  setKioskCookie,
  setVisitCookie,
} from '../http/session.ts'
import { body } from '../http/validate.ts'
import { finishGuestJob, startGuestJob } from '../services/guest-jobs.ts'
import { requestAsGuest } from '../services/guest-requests.ts'
import { linkBadge } from '../services/kiosk-credentials.ts'
import { enrolDevice } from '../services/kiosk-device.ts'
import { readKioskState } from '../services/kiosk-state.ts'
import { leaveKiosk, startVisit } from '../services/kiosk-visits.ts'

const Enrolment = z.union([
  z.strictObject({ code: TypedCode }),
  z.strictObject({ token: z.string().regex(/^[A-Za-z0-9-]{1,200}$/) }),
])

const Pin = z.string().regex(/^\d{6}$/)
/** What a reader types: the badge's number, as digits or hex. */
const Badge = z.string().regex(/^[\x21-\x7e]{4,64}$/)
const QuickSignIn = z.union([
  z.strictObject({ username: z.string().min(1).max(64), pin: Pin }),
  z.strictObject({ userId: Id, pin: Pin }),
  z.strictObject({ badge: Badge }),
])

const GuestWish = z.strictObject({
  name: line(80),
  purpose: line(120),
  printerId: Id,
  minutes: z.number().int().min(15).max(1_440),
})
const GuestCode = z.strictObject({ code: TypedCode })

/** What a kiosk does: enrolled once, then used by whoever stands before it. */
export const kioskDeviceRoutes = () =>
  new Hono<AppEnv>()
    .post('/enrol', may('kiosk.enrol'), body(Enrolment), async (c) => {
      const { token, kiosk } = await enrolDevice(c.var.deps, c.var.actor, c.req.valid('json'))
      setKioskCookie(c, token)
      // Whoever set it up must not stay signed in on it.
      clearSessionCookie(c)
      return c.json(kiosk)
    })
    .get('/', may('kiosk.read'), async (c) => {
      const state = await readKioskState(c.var.deps, c.var.actor)
      const token = readKioskCookie(c)
      if (token !== undefined) setKioskCookie(c, token)
      return c.json(state)
    })
    .post('/sign-in', device('kiosk.sign_in'), body(QuickSignIn), async (c) => {
      const { visitId, visitor } = await startVisit(c.var.deps, c.var.device, c.req.valid('json'))
      setVisitCookie(c, visitId)
      return c.json(visitor)
    })
    // The write itself keeps the visit going.
    .post('/keep', person('kiosk.visit'), (c) => c.body(null, 204))
    .post('/sign-out', person('kiosk.visit'), async (c) => {
      await leaveKiosk(c.var.deps, c.var.person)
      clearVisitCookie(c)
      return c.body(null, 204)
    })
    .post('/badge', person('kiosk.visit'), body(z.strictObject({ badge: Badge })), async (c) => {
      await linkBadge(c.var.deps, c.var.person, c.req.valid('json').badge)
      return c.body(null, 204)
    })
    .post('/guest-requests', device('guest.request'), body(GuestWish), async (c) =>
      c.json(await requestAsGuest(c.var.deps, c.var.device, c.req.valid('json')), 201),
    )
    .post('/guest-jobs', device('guest.start'), body(GuestCode), async (c) => {
      const { deps, device: kiosk, language } = c.var
      return c.json(await startGuestJob(deps, kiosk, language, c.req.valid('json').code), 201)
    })
    .post('/guest-jobs/finish', device('guest.start'), body(GuestCode), async (c) => {
      const { deps, device: kiosk, language } = c.var
      return c.json(await finishGuestJob(deps, kiosk, language, c.req.valid('json').code))
    })
