import type { ReactNode } from 'react'
import type { Tone } from '../printers/condition.ts'
import classes from './entry.module.css'

/** A list that looks like this class. */
export const listLike =
  (className: string | undefined) =>
  ({ label, children }: { label: string; children: ReactNode }) => (
    <ul aria-label={label} className={className}>
      {children}
    </ul>
  )

/** A list of things to look at, one below the other. */
export const EntryList = listLike(classes.list)

type EntryProps = {
  tone: Tone
  icon: ReactNode
  title: ReactNode
  /** A state beside the title. */
  mark?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}

/** One of them: what it is, what is known of it, and what can be done. */
export const Entry = ({ tone, icon, title, mark, children, actions }: EntryProps) => (
  <li className={classes.entry}>
    <div className={classes.icon} data-tone={tone} aria-hidden="true">
      {icon}
    </div>
    <div className={classes.words}>
      <div className={classes.heading}>
        <strong>{title}</strong>
        {mark}
      </div>
      {children}
    </div>
    {actions && <div className={classes.actions}>{actions}</div>}
  </li>
)
