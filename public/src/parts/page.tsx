import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, Suspense, useEffect } from 'react'
import { Link } from 'wouter'
import { useSite } from '../api/site.ts'
import classes from './page.module.css'
import { Placeholder } from './placeholder.tsx'

type PageProps = {
  title: string
  /** The list this page belongs to. */
  back?: { path: string; label: string }
  /** For reading and forms: lines stay short enough. */
  isNarrow?: boolean
  aside?: ReactNode
  children: ReactNode
}

/** A page's frame: its heading, what stands beside it, and the browser tab's title. */
export function Page({ title, back, isNarrow, aside, children }: PageProps) {
  const siteName = useSite()?.name
  useEffect(() => {
    document.title = siteName ? `${title} · ${siteName}` : title
  }, [title, siteName])
  return (
    <div className={classes.page} data-narrow={isNarrow || undefined}>
      {back && (
        <Link href={back.path} className={classes.back}>
          <IconArrowLeft size={16} aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {aside}
      </header>
      {/* What loads its texts late must not take the heading away again. */}
      <Suspense fallback={<Placeholder />}>{children}</Suspense>
    </div>
  )
}
