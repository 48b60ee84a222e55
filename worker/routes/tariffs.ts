import { Hono } from 'hono'
import * as z from 'zod'
import { TARIFF_KINDS } from '../domain/cost.ts'
import type { AppEnv } from '../http/env.ts'
import { may, person } from '../http/may.ts'
import { Id, IdParam, Instant } from '../http/schemas.ts'
import { body, params } from '../http/validate.ts'
import { addTariff, changeTariff, listTariffs, removeTariff } from '../services/tariffs.ts'

/** energy: cents per MWh, so 30,5 ct/kWh is 30 500; machine: cents per hour. */
const Cents = z.number().int().min(0).max(10_000_000)

const HOUR_MS = 3_600_000
/** Energy is kept by the hour, so a price changes with one. */
const FullHour = Instant.refine((at) => at % HOUR_MS === 0, { params: { code: 'not_on_the_hour' } })

const NewTariff = z
  .strictObject({
    kind: z.enum(TARIFF_KINDS),
    printerId: Id.nullable().default(null),
    cents: Cents,
    validFrom: FullHour,
  })
  .refine(({ kind, printerId }) => kind === 'machine' || printerId === null, {
    path: ['printerId'],
    params: { code: 'energy_for_all' },
  })
const TariffChange = z
  .strictObject({ cents: Cents.optional(), validFrom: FullHour.optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    params: { code: 'nothing_to_change' },
  })

export const tariffRoutes = () =>
  new Hono<AppEnv>()
    .get('/', may('tariff.read'), async (c) => c.json(await listTariffs(c.var.deps)))
    .post('/', person('tariff.manage'), body(NewTariff), async (c) =>
      c.json(await addTariff(c.var.deps, c.var.person, c.req.valid('json')), 201),
    )
    .patch('/:id', person('tariff.manage'), params(IdParam), body(TariffChange), async (c) =>
      c.json(await changeTariff(c.var.deps, c.var.person, c.req.valid('param').id, c.req.valid('json'))),
    )
    .delete('/:id', person('tariff.manage'), params(IdParam), async (c) => {
      await removeTariff(c.var.deps, c.var.person, c.req.valid('param').id)
      return c.body(null, 204)
    })
