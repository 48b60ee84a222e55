import type { Plug } from '../api/plugs.ts'
import type { ManagedPrinter } from '../api/printers.ts'

/** Plugs that stand before no printer yet; `keep` is offered although it has one. */
export const freePlugs = (plugs: Plug[], printers: ManagedPrinter[], keep?: string | null): Plug[] =>
  plugs.filter(({ id }) => id === keep || !printers.some(({ plugId }) => plugId === id))
