import type { CSSProperties } from 'react'
import classes from './ghost-block.module.css'

type GhostProps = { place: CSSProperties; text: string; complaints: string[] }

/** The time that is being chosen, and at once what is wrong with it. */
export function GhostBlock({ place, text, complaints }: GhostProps) {
  return (
    <div
      className={classes.ghost}
      style={place}
      data-tone={complaints.length > 0 ? 'bad' : 'busy'}
      aria-hidden="true"
    >
      <span className={classes.note}>
        <strong>{text}</strong>
        {complaints.slice(0, 3).map((complaint) => (
          <span key={complaint}>{complaint}</span>
        ))}
      </span>
    </div>
  )
}
