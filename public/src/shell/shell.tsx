import { IconCalendarCheck, IconLayoutGrid } from '@tabler/icons-react'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useRoute } from 'wouter'
import type { Session } from '../api/shapes.ts'
import { useSite } from '../api/site.ts'
import { ErrorBoundary } from '../parts/error-boundary.tsx'
import { BrandMark } from './brand.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { LookMenu } from './look-menu.tsx'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'

const places = [
  { path: '/', Icon: IconLayoutGrid, label: 'nav.overview', short: 'nav.overview' },
  { path: '/reservations', Icon: IconCalendarCheck, label: 'nav.mine', short: 'nav.mineShort' },
] as const

type Place = (typeof places)[number]

function NavLink({ path, Icon, label, short }: Place) {
  const { t } = useTranslation('common')
  const [here] = useRoute(path)
  return (
    <Link href={path} className={classes.link} aria-current={here ? 'page' : undefined}>
      <Icon aria-hidden="true" className={classes.linkIcon} stroke={1.75} />
      <span className={classes.long}>{t(label)}</span>
      <span className={classes.short}>{t(short)}</span>
    </Link>
  )
}

/** The frame around every page of a signed-in person: a side bar, or on phones a bar at the bottom. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useTranslation('common')
  const site = useSite()
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <header className={classes.top}>
        <Link href="/" className={classes.brand}>
          <BrandMark />
          <span className={classes.name}>
            {t('appName')}
            {site && <small>{site.name}</small>}
          </span>
        </Link>
      </header>
      <nav className={classes.nav} aria-label={t('nav.label')}>
        {places.map((place) => (
          <NavLink key={place.path} {...place} />
        ))}
      </nav>
      <div className={classes.tools}>
        <UserMenu user={session.user} />
        <LookMenu />
      </div>
      <main id="content" tabIndex={-1} className={classes.main}>
        {site?.demo && <DemoBanner />}
        <ErrorBoundary>
          <Suspense fallback={null}>{children}</Suspense>
        </ErrorBoundary>
      </main>
    </div>
  )
}
