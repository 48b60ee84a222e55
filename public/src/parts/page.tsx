import { type ReactNode, useEffect } from 'react'
import { useSite } from '../api/site.ts'
import classes from './page.module.css'

type PageProps = { title: string; aside?: ReactNode; children: ReactNode }

/** A page's frame: its heading, what stands beside it, and the browser tab's title. */
export function Page({ title, aside, children }: PageProps) {
  const siteName = useSite()?.name
  useEffect(() => {
    document.title = siteName ? `${title} · ${siteName}` : title
  }, [title, siteName])
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  )
}
