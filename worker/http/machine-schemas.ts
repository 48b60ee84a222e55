import * as z from 'zod'
import { OwnedPlug } from '../../bridge/protocol.ts'
import { PrinterPolicySchema } from '../services/policy-schema.ts'
import { Id, line, MachineKind } from './schemas.ts'

// Also judges the portal's forms: imports nothing but schemas.

const printer = {
  name: line(60),
  manufacturer: line(60),
  model: line(60),
  kind: MachineKind,
  location: line(80).nullable(),
  plugId: Id.nullable(),
  /** What it overrides of the booking policy; replaces all overrides. */
  policy: PrinterPolicySchema,
}

export const NewPrinter = z.strictObject({
  ...printer,
  location: printer.location.default(null),
  plugId: printer.plugId.default(null),
  policy: printer.policy.default({}),
})
export const PrinterChange = z
  .strictObject({ ...printer, serviceState: z.enum(['available', 'maintenance', 'out_of_order']) })
  .partial()

export const NewPlug = z.strictObject({
  name: line(60),
  driver: OwnedPlug.shape.driver.default('tapo'),
  address: OwnedPlug.shape.address,
})
export const PlugChange = z.strictObject({
  name: line(60).optional(),
  address: OwnedPlug.shape.address.optional(),
})

export const NewKiosk = z.strictObject({ name: line(60) })
