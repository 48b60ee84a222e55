import { IconDeviceTv, IconLock } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard } from '../../api/board.ts'
import { createApi } from '../../api/client.ts'
import { ApiProvider } from '../../api/context.tsx'
import { asProblem } from '../../api/problem.ts'
import { useNow } from '../../parts/clock.tsx'
import { isStale } from '../../parts/connection-notice.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './kiosk.module.css'
import { KioskHeader } from './kiosk-header.tsx'
import { KioskTile } from './kiosk-tile.tsx'
import { takeKioskToken } from './kiosk-token.ts'

/** The wall display: read-only, behind a token of its own. */
export default function Kiosk() {
  const { t, i18n } = useTranslation('kiosk')
  const [kioskToken] = useState(takeKioskToken)
  const api = useMemo(() => createApi({ kioskToken, language: () => i18n.language }), [kioskToken, i18n])
  if (kioskToken === undefined)
    return (
      <main className={classes.note}>
        <h1 className={classes.hidden}>{t('title')}</h1>
        <EmptyState icon={<IconDeviceTv />} title={t('enrolTitle')} text={t('enrolText')} />
      </main>
    )
  return (
    <ApiProvider value={api}>
      <KioskBoard />
    </ApiProvider>
  )
}

function KioskBoard() {
  const { t } = useTranslation('kiosk')
  const board = useBoard()
  const now = useNow(1_000)
  const printers = board.data?.printers ?? []
  const wasRejected = board.isError && asProblem(board.error).status === 401
  if (wasRejected)
    return (
      <main className={classes.note}>
        <h1 className={classes.hidden}>{t('title')}</h1>
        <EmptyState icon={<IconLock />} title={t('rejectedTitle')} text={t('rejectedText')} />
      </main>
    )
  const stale = isStale(board.dataUpdatedAt, board.isError, now)
  return (
    <main className={classes.kiosk} data-stale={stale || undefined}>
      <KioskHeader
        name={board.data?.siteName}
        demo={board.data?.demo ?? false}
        now={now}
        offlineSince={stale ? board.dataUpdatedAt : undefined}
      />
      {board.isError && !board.data && <ProblemNotice error={board.error} />}
      <div className={classes.tiles} data-many={printers.length > 6 || undefined}>
        {printers.map((printer) => (
          <KioskTile key={printer.id} printer={printer} now={now} />
        ))}
      </div>
    </main>
  )
}
