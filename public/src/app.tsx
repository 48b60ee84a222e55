import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route, Switch, useLocation } from 'wouter'
import { LiveProvider } from './api/live.tsx'
import { useMayDo } from './api/permission.ts'
import { useSession } from './api/session.ts'
import { useSite, useSiteKnown } from './api/site.ts'
import { BookingProvider } from './booking/booking-context.tsx'
import { Overview, Plan, SignIn } from './first-pages.ts'
import { ChangeProvider } from './jobs/change-context.tsx'
import { managePages } from './manage-pages.ts'
import { isKioskDevice } from './pages/kiosk/kiosk-mark.ts'
import { EmptyState } from './parts/empty-state.tsx'
import { ErrorBoundary } from './parts/error-boundary.tsx'
import { Page } from './parts/page.tsx'
import { Shell } from './shell/shell.tsx'
import { trainingPages } from './training-pages.ts'

const Book = lazy(() => import('./pages/book/book.tsx'))
const JobPage = lazy(() => import('./pages/job/job.tsx'))
const Notifications = lazy(() => import('./pages/notifications/notifications.tsx'))
const Account = lazy(() => import('./pages/account/account.tsx'))
const MyReservations = lazy(() => import('./pages/my-reservations/my-reservations.tsx'))
const Figures = lazy(() => import('./pages/figures/figures.tsx'))
const Menu = lazy(() => import('./pages/menu/menu.tsx'))
const FirstAdmin = lazy(() => import('./pages/first-admin/first-admin.tsx'))
const NewPassword = lazy(() => import('./pages/new-password/new-password.tsx'))
const Kiosk = lazy(() => import('./pages/kiosk/kiosk.tsx'))

/** All pages. The kiosk has its own way in; everything else needs a signed-in person. */
export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/kiosk" component={Kiosk} />
          {/* On a kiosk there is no way to the other pages. */}
          <Route component={isKioskDevice() ? Kiosk : SignedIn} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}

/** Signing in happens in place: the address stays, and the page asked for appears after it. */
function SignedIn() {
  const session = useSession()
  const mayDo = useMayDo()
  const site = useSite()
  const isSiteKnown = useSiteKnown()
  const [path, goTo] = useLocation()
  if (!isSiteKnown) return null
  if (!session) return site?.setupRequired ? <FirstAdmin /> : <SignIn />
  const { mustChangePassword } = session.user
  if (mustChangePassword || path === '/password')
    return (
      <NewPassword
        isForced={mustChangePassword}
        onDone={() => (path === '/password' ? goTo('/') : undefined)}
      />
    )
  return (
    <LiveProvider>
      <BookingProvider>
        <ChangeProvider>
          <Shell session={session}>
            <Switch>
              <Route path="/" component={Overview} />
              <Route path="/book/:printerId" component={Book} />
              <Route path="/plan" component={Plan} />
              <Route path="/jobs/:id" component={JobPage} />
              <Route path="/notifications" component={Notifications} />
              <Route path="/reservations" component={MyReservations} />
              <Route path="/figures" component={Figures} />
              <Route path="/account" component={Account} />
              <Route path="/menu" component={Menu} />
              {/* All have their place, also for whom they are not there: else another page would take the address. */}
              {[...trainingPages, ...managePages].map(({ path, action, Component }) => (
                <Route key={path} path={path} component={mayDo(action) ? Component : NotFound} />
              ))}
              <Route component={NotFound} />
            </Switch>
          </Shell>
        </ChangeProvider>
      </BookingProvider>
    </LiveProvider>
  )
}

function NotFound() {
  const { t } = useTranslation('common')
  return (
    <Page title={t('notFound.title')}>
      <EmptyState icon={<IconMapQuestion />} title={t('notFound.why')} text={t('notFound.text')}>
        <Button component={Link} href="/">
          {t('action.toOverview')}
        </Button>
      </EmptyState>
    </Page>
  )
}
