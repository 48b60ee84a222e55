import type { ReactNode } from 'react'
import type { Printer } from '../api/shapes.ts'
import { type Condition, toneOf } from './condition.ts'
import { isPrusa, type Shape, shapeOf } from './model.ts'
import classes from './picture.module.css'

/** Height of the finished part in the drawing's units. */
const partHeight = 34

type Drawn = { progress: number; showPart: boolean }

/** An open frame with a moving bed: the gantry climbs while the part grows. */
function BedSlinger({ progress, showPart }: Drawn) {
  // The nozzle touches the part's top layer.
  const gantryY = 100 - (showPart ? progress * partHeight : 8)
  return (
    <>
      <circle cx="112" cy="22" r="15" className={classes.spool} />
      <circle cx="112" cy="22" r="5" className={classes.hole} />
      <path d="M40 112V28a6 6 0 0 1 6-6h68a6 6 0 0 1 6 6v84" className={classes.frame} />
      <Part y={102} show={showPart} progress={progress} />
      <rect x="48" y="102" width="64" height="5" rx="2" className={classes.bed} />
      <rect x="34" y="108" width="92" height="14" rx="4" className={classes.base} />
      <Screen x={96} y={111} />
      <g style={{ transform: `translateY(${gantryY - 20}px)` }} className={classes.gantry}>
        <rect x="34" y="6" width="92" height="6" rx="3" className={classes.rail} />
        <Head x={70} y={-1} />
      </g>
    </>
  )
}

/** A closed chamber with a window: the bed sinks while the part grows. */
function Enclosed({ progress, showPart }: Drawn) {
  const bedY = showPart ? 53 + progress * partHeight : 70
  return (
    <>
      <rect x="32" y="14" width="96" height="108" rx="9" className={classes.case} />
      <rect x="42" y="24" width="76" height="80" rx="5" className={classes.window} />
      <g style={{ transform: `translateY(${bedY - 62}px)` }} className={classes.gantry}>
        <Part y={62} show={showPart} progress={progress} />
        <rect x="50" y="62" width="60" height="4" rx="2" className={classes.bed} />
      </g>
      <rect x="42" y="34" width="76" height="4" className={classes.rail} />
      <Head x={70} y={29} />
      <path d="M46 100l24-72" className={classes.glare} />
      <Screen x={99} y={109} />
      <rect x="42" y="110" width="26" height="4" rx="2" className={classes.vent} />
    </>
  )
}

/** A resin machine: the part hangs from the platform, which rises out of the vat. */
function Resin({ progress, showPart }: Drawn) {
  const lift = showPart ? progress * 22 : 0
  return (
    <>
      <path d="M44 84V24a8 8 0 0 1 8-8h56a8 8 0 0 1 8 8v60z" className={classes.hood} />
      <rect x="102" y="24" width="5" height="58" rx="2" className={classes.rail} />
      <g style={{ transform: `translateY(${-lift}px)` }} className={classes.gantry}>
        <rect x="60" y="58" width="40" height="6" rx="2" className={classes.bed} />
        <path d="M76 59v-9h30v6H84v3z" className={classes.bed} />
        {showPart && <path d="M68 64h24l-4 14h-5v-6h-6v6h-5z" className={classes.part} />}
      </g>
      <rect x="54" y="76" width="52" height="8" rx="2" className={classes.vat} />
      <rect x="36" y="84" width="88" height="38" rx="7" className={classes.case} />
      <Screen x={69} y={95} />
    </>
  )
}

function Head({ x, y }: { x: number; y: number }) {
  return (
    <g className={classes.head}>
      <rect x={x} y={y} width="20" height="18" rx="4" className={classes.carriage} />
      <path d={`M${x + 6} ${y + 18}h8l-2.5 5h-3z`} className={classes.nozzle} />
    </g>
  )
}

/** A small boat that grows layer by layer; `y` is the bed's surface. */
function Part({ y, show, progress }: { y: number; show: boolean; progress: number }) {
  if (!show) return null
  const hidden = (1 - progress) * partHeight
  return (
    <g style={{ clipPath: `inset(${hidden}px 0 0 0)` }}>
      <path
        transform={`translate(62 ${y - partHeight})`}
        d="M12 0h10v7h6v9h8l-5 18H6L0 16h8V7h4z"
        className={classes.part}
      />
    </g>
  )
}

function Screen({ x, y }: { x: number; y: number }) {
  return <rect x={x} y={y} width="22" height="8" rx="2.5" className={classes.screen} />
}

const drawings: Record<Shape, (drawn: Drawn) => ReactNode> = {
  'bed-slinger': BedSlinger,
  enclosed: Enclosed,
  resin: Resin,
}

type PictureProps = {
  machine: Pick<Printer, 'manufacturer' | 'model'>
  kind: Condition['kind']
  /** Share of the job that has passed, 0..1. */
  progress: number
  hasPart: boolean
}

/** A drawing of the machine in its present condition. Decoration: the words beside it say the same. */
export function PrinterPicture({ machine, kind, progress, hasPart }: PictureProps) {
  const Drawing = drawings[shapeOf(machine)]
  return (
    <svg
      viewBox="20 4 120 122"
      className={classes.picture}
      data-tone={toneOf[kind]}
      data-condition={kind}
      data-make={isPrusa(machine) ? 'prusa' : 'other'}
      aria-hidden="true"
    >
      <ellipse cx="80" cy="122" rx="54" ry="3.5" className={classes.shadow} />
      <Drawing progress={hasPart ? Math.max(0.12, progress) : 0} showPart={hasPart} />
    </svg>
  )
}
