import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

type EmptyStateProps = { icon: ReactNode; title: string; text: string; children?: ReactNode }

/** A place without content yet: says what will be here and what to do. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <div className={classes.icon} aria-hidden="true">
        {icon}
      </div>
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{text}</p>
      {children}
    </div>
  )
}
