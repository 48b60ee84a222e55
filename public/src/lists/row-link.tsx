import type { ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './row-link.module.css'

type RowLinkProps = { href: string; children: ReactNode; note?: ReactNode }

/** What a row is called; leads to its own page from anywhere in the row. */
export function RowLink({ href, children, note }: RowLinkProps) {
  return (
    <>
      <Link href={href} className={classes.link} data-row>
        {children}
      </Link>
      {note && <div className={classes.note}>{note}</div>}
    </>
  )
}

type RowTitleProps = { children: ReactNode; note?: ReactNode }

/** The same for rows without a page of their own. */
export function RowTitle({ children, note }: RowTitleProps) {
  return (
    <>
      <span className={classes.title}>{children}</span>
      {note && <div className={classes.note}>{note}</div>}
    </>
  )
}
