/** The box of the drawing, in its own units. */
export const box = { width: 72, height: 20 }

/** The points of a line over `values`, oldest first, scaled to the highest of them (at least 1). */
export function sparklinePoints(values: readonly number[]): string {
  const top = Math.max(1, ...values)
  const step = box.width / Math.max(1, values.length - 1)
  return values
    .map(
      (value, index) =>
        `${(index * step).toFixed(1)},${(box.height - 1 - (value / top) * (box.height - 2)).toFixed(1)}`,
    )
    .join(' ')
}
