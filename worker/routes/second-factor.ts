import { Hono } from 'hono'
import type { AppEnv } from '../http/env.ts'
import { person } from '../http/may.ts'
import { OwnCode, OwnPassword } from '../http/people-schemas.ts'
import { body } from '../http/validate.ts'
import { isoOrNull } from '../services/present.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
} from '../services/second-factor.ts'

/** The second factor of the caller: a time-based code (TOTP, RFC 6238) and codes for a lost phone. */
export const secondFactorRoutes = () =>
  new Hono<AppEnv>()
    .get('/', person('second_factor.manage'), async (c) => {
      const { enabledAt, recoveryCodesLeft } = await readSecondFactor(c.var.deps, c.var.person)
      return c.json({ enabledAt: isoOrNull(enabledAt), recoveryCodesLeft })
    })
    .post('/', person('second_factor.manage'), body(OwnPassword), async (c) =>
      c.json(await beginSecondFactor(c.var.deps, c.var.person, c.req.valid('json').password), 201),
    )
    .post('/confirm', person('second_factor.manage'), body(OwnCode), async (c) =>
      c.json(await confirmSecondFactor(c.var.deps, c.var.person, c.req.valid('json').code)),
    )
    .post('/recovery-codes', person('second_factor.manage'), body(OwnPassword), async (c) =>
      c.json(await renewRecoveryCodes(c.var.deps, c.var.person, c.req.valid('json').password)),
    )
    .post('/disable', person('second_factor.manage'), body(OwnPassword), async (c) => {
      await disableSecondFactor(c.var.deps, c.var.person, c.req.valid('json').password)
      return c.body(null, 204)
    })
