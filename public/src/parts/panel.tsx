import { type ReactNode, Suspense, useId } from 'react'
import classes from './panel.module.css'
import { Placeholder } from './placeholder.tsx'

type PanelProps = { title: string; text?: string; aside?: ReactNode; children: ReactNode }

/** A part of a page with a heading of its own: what it is for stands under the heading. */
export function Panel({ title, text, aside, children }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes.panel}>
      <header className={classes.header}>
        <div>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {text && <p className={classes.text}>{text}</p>}
        </div>
        {aside}
      </header>
      <Suspense fallback={<Placeholder />}>{children}</Suspense>
    </section>
  )
}
