import type { ReactNode } from 'react'
import type { Tone } from '../printers/condition.ts'
import classes from './pill.module.css'

/** A state in a word and a colour; the word alone must be enough. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.pill} data-tone={tone}>
      {children}
    </span>
  )
}
