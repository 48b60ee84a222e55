import type { Printer } from '../../api/shapes.ts'
import type { Condition } from '../../printers/condition.ts'
import { PrinterPicture } from '../../printers/picture.tsx'
import classes from './workbench.module.css'

type Shown = { make: Pick<Printer, 'manufacturer' | 'model'>; kind: Condition['kind']; progress: number }

const bench: Shown[] = [
  { make: { manufacturer: 'Prusa', model: 'MK4S' }, kind: 'running', progress: 0.62 },
  { make: { manufacturer: 'Anycubic', model: 'Photon' }, kind: 'free', progress: 0 },
  { make: { manufacturer: 'Prusa', model: 'CORE One' }, kind: 'running', progress: 0.35 },
  { make: { manufacturer: 'Anycubic', model: 'Kobra' }, kind: 'free', progress: 0 },
]

/** A picture of a workshop, for the sign-in page; it shows no real state. */
export function Workbench() {
  return (
    <div className={classes.bench}>
      {bench.map(({ make, kind, progress }) => (
        <div key={make.model} className={classes.machine}>
          <PrinterPicture machine={make} kind={kind} progress={progress} hasPart={kind === 'running'} />
        </div>
      ))}
    </div>
  )
}
