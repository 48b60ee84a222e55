import { VisuallyHidden } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Session } from '../api/shapes.ts'
import { useSite } from '../api/site.ts'
import { ConnectionNotice } from '../parts/connection-notice.tsx'
import { ErrorBoundary } from '../parts/error-boundary.tsx'
import { PagePlaceholder } from '../parts/placeholder.tsx'
import { Bell } from './bell.tsx'
import { BrandMark } from './brand.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { LookMenu } from './look-menu.tsx'
import { isWithin, type Place, usePlaceGroups } from './places.ts'
import classes from './shell.module.css'
import { UserMenu } from './user-menu.tsx'
import { useWaiting } from './waiting.ts'

type NavLinkProps = { place: Place; waiting: number }

function NavLink({ place, waiting }: NavLinkProps) {
  const { t } = useTranslation('common')
  const [address] = useLocation()
  const { Icon } = place
  return (
    <Link
      href={place.path}
      className={classes.link}
      data-phone={place.isOnPhone || undefined}
      aria-current={isWithin(place, address) ? 'page' : undefined}
    >
      <Icon aria-hidden="true" className={classes.linkIcon} stroke={1.75} />
      <span className={classes.long}>{t(`nav.${place.name}`)}</span>
      <span className={classes.short}>
        {t(place.name === 'mine' ? 'nav.mineShort' : `nav.${place.name}`)}
      </span>
      <Badge count={waiting} />
    </Link>
  )
}

/** How much waits at a place; nothing is no badge. */
function Badge({ count }: { count: number }) {
  const { t } = useTranslation('common')
  if (count === 0) return null
  return (
    <span className={classes.badge}>
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>{t('nav.badge', { count })}</VisuallyHidden>
    </span>
  )
}

/** On a phone there is room for a few places only; the rest is one tap away. */
function MoreLink({ waiting }: { waiting: number }) {
  const { t } = useTranslation('common')
  const [address] = useLocation()
  return (
    <Link
      href="/menu"
      className={classes.more}
      data-phone
      aria-current={address === '/menu' ? 'page' : undefined}
    >
      <IconMenu2 aria-hidden="true" className={classes.linkIcon} stroke={1.75} />
      {t('nav.more')}
      <Badge count={waiting} />
    </Link>
  )
}

function Nav() {
  const { t } = useTranslation('common')
  const groups = usePlaceGroups()
  const waiting = useWaiting()
  const hasMore = groups.some(({ places }) => places.some(({ isOnPhone }) => !isOnPhone))
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      {groups.map(({ name, places }) => (
        <div key={name} className={classes.group}>
          {groups.length > 1 && <p className={classes.groupName}>{t(`nav.${name}`)}</p>}
          {places.map((place) => (
            <NavLink key={place.path} place={place} waiting={waiting[place.name] ?? 0} />
          ))}
        </div>
      ))}
      {hasMore && <MoreLink waiting={Object.values(waiting).reduce((sum, count) => sum + count, 0)} />}
    </nav>
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
      <Nav />
      <section className={classes.tools} aria-label={t('menu.account')}>
        <Bell />
        <UserMenu user={session.user} />
        <LookMenu />
      </section>
      <main id="content" tabIndex={-1} className={classes.main}>
        {site?.demo && <DemoBanner />}
        <ConnectionNotice />
        <ErrorBoundary>
          <Suspense fallback={<PagePlaceholder />}>{children}</Suspense>
        </ErrorBoundary>
      </main>
    </div>
  )
}
