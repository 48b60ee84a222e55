import type * as z from 'zod'
import type { Device } from '../device.ts'
import { isTimeSet } from '../plug-time.ts'

/** The error codes of the plug's envelope that the emulator gives. */
export const ErrorCode = {
  unknownMethod: -1002,
  jsonDecode: -1003,
  cloudFailed: -1007,
  params: -1008,
  time: -1601,
  ruleListFull: -1802,
  ruleIndex: -1805,
} as const

/** The plug refuses a call; `code` goes into the answer. */
export class MethodError extends Error {
  readonly code: number
  constructor(code: number) {
    super(`the plug answers error_code ${code}`)
    this.code = code
  }
}

/**
 * One of the plug's methods. `params` is an object or absent, anything else was refused before.
 * Returns the result, or nothing where the plug's answer has no `result`. Throws `MethodError`.
 */
export type Method = (device: Device, params: unknown) => Record<string, unknown> | undefined

/** The parameters, checked as the plug does: -1008. */
export function requireParams<Schema extends z.ZodType>(schema: Schema, params: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw new MethodError(ErrorCode.params)
  return parsed.data
}

/** Energy, countdown and schedules fail until the clock was set after mains loss. */
export function requireTime(device: Device): void {
  if (!isTimeSet(device.state.time, device.state.advancedTo)) throw new MethodError(ErrorCode.time)
}

/** Whole seconds until a timer fires; 0 when it doesn't run. */
export const remainingSeconds = (device: Device, endsAt: number | null): number =>
  endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - device.state.advancedTo) / 1000))
