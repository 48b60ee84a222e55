import { PlugRefused } from '../plug.ts'
import { TapoError } from './klap-library.ts'

/** -1601…-1603: what energy, countdown and schedule methods answer while the plug's clock is not set. */
export const isClockCode = (code: number): boolean => code <= -1601 && code >= -1603

/** Turns the plug's own error code into a refusal that says why. */
export const asRefusal = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof TapoError)) throw error
    throw new PlugRefused(isClockCode(error.code) ? 'clock_unset' : 'protocol', error.message)
  }
}
