import { renderSVG } from 'uqr'
import { selectPrinter } from '../db/booking-facts.ts'
import type { Deps } from '../deps.ts'
import { Refused } from './refusal.ts'

/**
 * A QR code, as SVG, for the sticker on a machine: it leads to its booking page on `host`. Medium
 * error correction, for a sticker gets dirty. Refuses with `not_found`.
 */
export const drawPrinterQr = async (deps: Deps, id: string, host: string): Promise<string> => {
  const [printer] = await selectPrinter(deps.db, id)
  if (!printer) throw new Refused('not_found')
  return renderSVG(`https://${host}/book/${encodeURIComponent(printer.id)}`, { ecc: 'M', border: 4 })
}
