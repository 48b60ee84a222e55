import { renderSVG } from 'uqr'
import { selectPrinter } from '../db/booking-facts.ts'
import type { Deps } from '../deps.ts'
import { Refused } from './refusal.ts'

/**
 * A QR code, as SVG, for the sticker on a machine and for the kiosk: it leads to its booking page at the site's
 * address, or at `host` where none is configured. A kiosk may have come by a name that phones don't know. Medium
 * error correction, for a sticker gets dirty. Refuses with `not_found`.
 */
export const drawPrinterQr = async (deps: Deps, id: string, host: string): Promise<string> => {
  const [printer] = await selectPrinter(deps.db, id)
  if (!printer) throw new Refused('not_found')
  return renderSVG(`https://${deps.config.siteAddress ?? host}/book/${encodeURIComponent(printer.id)}`, {
    ecc: 'M',
    border: 4,
  })
}
