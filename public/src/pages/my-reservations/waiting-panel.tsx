import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { useLeaveLine, useTakeSlot, useWaits, type Wait } from '../../api/waiting-list.ts'
import { useFormat } from '../../i18n/format.ts'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { listLike } from '../../parts/entry.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './my-reservations.module.css'

const JoinDialog = lazy(() => import('./join-dialog.tsx'))

/** The waiting list: what one waits for, and the slot that is held. */
export function WaitingPanel({ printers, now }: { printers: Printer[]; now: number }) {
  const { t } = useTranslation('my-page')
  const waits = useWaits(true)
  const dialog = useDialog<true>()
  const items = waits.data?.items ?? []
  const place = ({ printerId }: Wait) => nameIn(printers, printerId) ?? t('waiting.any')
  return (
    <Panel
      title={t('waiting.title')}
      text={t('waiting.text')}
      aside={
        <Button variant="default" onClick={() => dialog.open(true)}>
          {t('waiting.join')}
        </Button>
      }
    >
      {waits.error && <ProblemNotice error={waits.error} onRetry={() => void waits.refetch()} />}
      {items.length > 0 && (
        <LocalEntries
          label={t('waiting.title')}
          rows={items}
          textOf={(wait) => `${place(wait)} ${nameIn(printers, wait.offer?.printerId) ?? ''}`}
          hint={t('waiting.searchHint')}
          orders={[
            ['soonest', 'soonest', ({ from }) => Date.parse(from)],
            ['last', 'last', ({ until }) => -Date.parse(until)],
            ['machine', 'machine', place],
            ['shortest', 'shortest', ({ minutes }) => minutes],
          ]}
          List={Waits}
        >
          {(wait) => <WaitLine key={wait.id} wait={wait} printers={printers} now={now} />}
        </LocalEntries>
      )}
      <Suspense fallback={null}>
        {dialog.subject && <JoinDialog printers={printers} onClose={dialog.close} />}
      </Suspense>
    </Panel>
  )
}

const Waits = listLike(classes.waits)

const nameIn = (printers: Printer[], id: string | null | undefined) =>
  printers.find((printer) => printer.id === id)?.name

function WaitLine({ wait, printers, now }: { wait: Wait; printers: Printer[]; now: number }) {
  const { t } = useTranslation(['my-page', 'booking'])
  const format = useFormat()
  const leave = useLeaveLine(() => notifications.show({ color: 'teal', message: t('my-page:waiting.left') }))
  const take = useTakeSlot(() => notifications.show({ color: 'teal', message: t('my-page:waiting.taken') }))
  const { offer } = wait
  const problem = leave.error ?? take.error
  return (
    <li className={classes.wait}>
      <div>
        <p className={classes.what}>
          {nameIn(printers, wait.printerId) ?? t('my-page:waiting.any')} ·{' '}
          {format.duration(wait.minutes * 60_000)}
        </p>
        <p className={classes.none}>{format.window(Date.parse(wait.from), Date.parse(wait.until), now)}</p>
        {offer && (
          <p className={classes.offer} data-tone="free">
            {t('my-page:waiting.offer', {
              printer: nameIn(printers, offer.printerId) ?? '',
              window: format.window(Date.parse(offer.startsAt), Date.parse(offer.endsAt), now),
              until: format.moment(Date.parse(offer.until), now),
            })}
          </p>
        )}
        {problem && <ProblemNotice error={problem} />}
      </div>
      <div className={classes.acts}>
        {offer && (
          <Button
            loading={take.isPending}
            onClick={() => take.mutate({ id: wait.id, title: t('booking:defaultTitle') })}
          >
            {t('my-page:waiting.take')}
          </Button>
        )}
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(wait.id)}>
          {t('my-page:waiting.leave')}
        </Button>
      </div>
    </li>
  )
}
