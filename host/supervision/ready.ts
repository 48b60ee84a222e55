import { flushCompileCache } from 'node:module'

/**
 * Tells the process that started this one that it does its work now. What was compiled until here is kept at once: a
 * machine that loses its power would never write it at its end.
 */
export const announceReady = (): void => {
  flushCompileCache()
  process.send?.({ type: 'ready' })
}
