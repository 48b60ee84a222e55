import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard, useLostSince } from '../../api/board.ts'
import { type KioskState, useKioskState, useQuickSignIn } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { useNow } from '../../parts/clock.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { ClosureLine } from './closure-line.tsx'
import classes from './kiosk.module.css'
import { KioskFooter } from './kiosk-footer.tsx'
import { KioskHeader } from './kiosk-header.tsx'
import { KioskTile } from './kiosk-tile.tsx'
import { useBadgeReader } from './use-badge-reader.ts'
import { useRest } from './use-rest.ts'
import { useVisit } from './use-visit.ts'

const GuestDialog = lazy(() => import('./guest-dialog.tsx'))
const PrinterDialog = lazy(() => import('./printer-dialog.tsx'))
const SignInDialog = lazy(() => import('./sign-in-dialog.tsx'))
const InstructionsDialog = lazy(() => import('./instructions-dialog.tsx'))
const BadgeDialog = lazy(() => import('./badge-dialog.tsx'))

type Asked =
  | { kind: 'printer'; id: string }
  | { kind: 'sign-in' }
  | { kind: 'guest' }
  | { kind: 'badge' }
  | { kind: 'instructions' }

/** All printers at a glance, and by touch what one may do with them. */
export function KioskBoard({ state }: { state: KioskState }) {
  const { t } = useTranslation('kiosk')
  const board = useBoard()
  const now = useNow(1_000)
  const dialog = useDialog<Asked>()
  const { visitor } = state
  const visit = useVisit(visitor, dialog.close)
  const badge = useQuickSignIn()
  useBadgeReader(visitor === null && dialog.subject === undefined, (number) =>
    badge.mutate({ badge: number }),
  )
  const wasRejected = board.isError && asProblem(board.error).status === 401
  const { refetch: lookAgain } = useKioskState()
  useEffect(() => {
    if (wasRejected) void lookAgain()
  }, [wasRejected, lookAgain])
  const isResting = useRest(!state.isOpen && visitor === null)
  const printers = board.data?.printers ?? []
  const lostSince = useLostSince(now)
  const asked = dialog.subject
  const printer = asked?.kind === 'printer' ? printers.find(({ id }) => id === asked.id) : undefined
  return (
    <main
      className={classes.kiosk}
      data-stale={lostSince !== undefined || undefined}
      data-resting={isResting || undefined}
    >
      <KioskHeader
        name={board.data?.siteName}
        demo={board.data?.demo ?? false}
        now={now}
        offlineSince={lostSince}
      />
      <ClosureLine state={state} printers={printers} now={now} />
      {board.isError && !board.data && <ProblemNotice error={board.error} />}
      <div className={classes.tiles} data-many={printers.length > 6 || undefined}>
        {printers.map((one) => (
          <KioskTile
            key={one.id}
            printer={one}
            now={now}
            onOpen={() => dialog.open({ kind: 'printer', id: one.id })}
          />
        ))}
      </div>
      <KioskFooter
        visitor={visitor}
        secondsLeft={visit.secondsLeft}
        badgeError={badge.error}
        onSignIn={() => dialog.open({ kind: 'sign-in' })}
        onGuest={() => dialog.open({ kind: 'guest' })}
        onBadge={() => dialog.open({ kind: 'badge' })}
        onInstructions={() => dialog.open({ kind: 'instructions' })}
        onLeave={visit.leave}
      />
      <Suspense fallback={null}>
        {printer && (
          <PrinterDialog
            printer={printer}
            printers={printers}
            visitor={visitor}
            now={now}
            onClose={dialog.close}
          />
        )}
        {asked?.kind === 'sign-in' && <SignInDialog onDone={dialog.close} onClose={dialog.close} />}
        {asked?.kind === 'guest' && <GuestDialog printers={printers} onClose={dialog.close} />}
        {asked?.kind === 'instructions' && visitor && <InstructionsDialog onClose={dialog.close} />}
        {asked?.kind === 'badge' && visitor && <BadgeDialog onClose={dialog.close} />}
      </Suspense>
      <p role="status" className={classes.hidden}>
        {visitor ? t('visitor', { name: visitor.displayName }) : ''}
      </p>
    </main>
  )
}
