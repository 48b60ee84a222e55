import { useMemo } from 'react'
import { encode } from 'uqr'
import classes from './second-factor.module.css'

/** Light modules around the code, as the standard asks for. */
const BORDER = 4

/** A QR code, drawn in the page: what it says goes nowhere. Dark on light in every theme, or cameras fail. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'M', border: BORDER })
    const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
    return { size, path: modules.join('') }
  }, [text])
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className={classes.qr}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}
