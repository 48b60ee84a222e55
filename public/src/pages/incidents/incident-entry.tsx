import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Incident, useClaimIncident } from '../../api/incidents.ts'
import { useMay } from '../../api/permission.ts'
import { usePrinters } from '../../api/printers.ts'
import { useFormat } from '../../i18n/format.ts'
import { SwitchOnAgainButton } from '../../jobs/switch-on-again-button.tsx'
import { useNow } from '../../parts/clock.tsx'
import { Entry } from '../../parts/entry.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const ResolveDialog = lazy(() => import('./resolve-dialog.tsx'))
const SwitchOffDialog = lazy(() => import('./switch-off-dialog.tsx'))

const looks = {
  info: { tone: 'busy', Icon: IconInfoCircle },
  warning: { tone: 'wait', Icon: IconAlertTriangle },
  critical: { tone: 'bad', Icon: IconAlertOctagon },
} as const

/** Incidents about a machine that is on although it should not be. */
const canBeSwitchedOff = ['overrun_too_long', 'unbooked_use', 'plug_overheated', 'plug_overloaded']

/** One incident: what is the matter, since when, and what can be done about it. */
export function IncidentEntry({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  const now = useNow(30_000)
  const dialog = useDialog<'resolve' | 'off'>()
  const mayResolve = useMay('incident.resolve')
  const mayClaim = useMay('incident.claim')
  const claim = useClaimIncident(() => notifications.show({ color: 'teal', message: t('claimed') }))
  const printer = usePrinters().data?.find(({ id }) => id === incident.printerId)
  const { tone, Icon } = looks[incident.severity]
  const openedAt = Date.parse(incident.openedAt)
  const subject = printer?.name ?? t('workshop')
  const isClaimable = incident.kind === 'unbooked_use' && incident.claimedAt === null && incident.open
  const hasSwitch = incident.open && printer !== undefined && canBeSwitchedOff.includes(incident.kind)
  return (
    <Entry
      tone={incident.open ? tone : 'lost'}
      icon={<Icon size={20} />}
      title={subject}
      mark={
        <Pill tone={incident.open ? tone : 'lost'}>
          {incident.open ? t(`severity.${incident.severity}`) : t('over')}
        </Pill>
      }
      actions={
        <>
          {incident.kind === 'switched_off_at_plug' && incident.open && incident.jobId && mayResolve && (
            <SwitchOnAgainButton jobId={incident.jobId} printerName={subject} />
          )}
          {isClaimable && mayClaim && (
            <Button variant="default" loading={claim.isPending} onClick={() => claim.mutate(incident.id)}>
              {t('claim')}
            </Button>
          )}
          {hasSwitch && mayResolve && (
            <Button variant="outline" color="red" onClick={() => dialog.open('off')}>
              {t('off.action')}
            </Button>
          )}
          {incident.kind === 'fault_report' && mayResolve && (
            <Button component={Link} href={`/faults/${incident.id}`} variant="default">
              {t('report')}
            </Button>
          )}
          {incident.open && mayResolve && (
            <Button
              variant="default"
              aria-label={`${t('resolve.action')}: ${subject}`}
              onClick={() => dialog.open('resolve')}
            >
              {t('resolve.action')}
            </Button>
          )}
        </>
      }
    >
      <p>{incident.text}</p>
      <p>
        {incident.open
          ? t('since', { time: format.moment(openedAt, now), duration: format.duration(now - openedAt) })
          : t('from', {
              from: format.moment(openedAt, now),
              to: format.moment(
                Date.parse(incident.closedAt ?? incident.resolvedAt ?? incident.openedAt),
                now,
              ),
            })}
        {incident.claimedAt && ` ${t('isClaimed')}`}
      </p>
      {incident.resolution && <p>{t('resolution', { text: incident.resolution })}</p>}
      {claim.error && <ProblemNotice error={claim.error} />}
      <Suspense fallback={null}>
        {dialog.subject === 'resolve' && (
          <ResolveDialog incident={incident} subject={subject} onClose={dialog.close} />
        )}
        {dialog.subject === 'off' && printer && <SwitchOffDialog printer={printer} onClose={dialog.close} />}
      </Suspense>
    </Entry>
  )
}
