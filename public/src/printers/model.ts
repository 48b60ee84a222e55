export type Shape = 'bed-slinger' | 'enclosed' | 'resin'

/** Which drawing stands for a machine; an unknown make gets the most common shape. */
export function shapeOf(printer: { manufacturer: string; model: string }): Shape {
  const name = `${printer.manufacturer} ${printer.model}`.toLowerCase()
  if (/photon|resin|mono|\bsl1|form\s?[234]|saturn|mars/.test(name)) return 'resin'
  if (/core|\bxl\b|enclos|x1|p1s|voron|ultimaker|\bs[357]\b/.test(name)) return 'enclosed'
  return 'bed-slinger'
}

/** The make's accent on the drawing. */
export const isPrusa = (printer: { manufacturer: string }) => /prusa/i.test(printer.manufacturer)

/** Make and model, unless the printer's own name says it already. */
export const makeOf = ({
  name,
  manufacturer,
  model,
}: {
  name: string
  manufacturer: string
  model: string
}) => (name.includes(model) ? '' : `${manufacturer} ${model}`)
