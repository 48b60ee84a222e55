import { Button } from '@mantine/core'
import { IconArrowsExchange, IconClockPlus, IconPencil, IconPlayerPlay } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../api/shapes.ts'
import { useChangeDialog } from '../../jobs/change-context.tsx'
import { EndJobButton } from '../../jobs/end-job-button.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './job.module.css'

const dialogs = {
  start: lazy(() => import('../../jobs/start-dialog.tsx')),
  extend: lazy(() => import('../../jobs/extend-dialog.tsx')),
  transfer: lazy(() => import('../../jobs/transfer-dialog.tsx')),
}
type Act = keyof typeof dialogs

/** How long before its time a job may be begun with a click here; the server knows whether the printer is free. */
const earlyMs = 24 * 3_600_000

/** What can be done to a job in its present state by who may change it. */
function actsOf(job: Job, now: number): Act[] {
  switch (job.status) {
    case 'requested':
      return ['transfer']
    case 'scheduled':
      return Date.parse(job.startsAt) - now < earlyMs && job.checkedInAt === null
        ? ['start', 'extend', 'transfer']
        : ['extend', 'transfer']
    case 'running':
    case 'overrunning':
      return job.checkedInAt === null ? ['start', 'extend'] : ['extend']
    case 'finished':
    case 'cancelled':
    case 'missed':
    case 'rejected':
    case 'expired':
      return []
  }
}

const icons = { start: IconPlayerPlay, extend: IconClockPlus, transfer: IconArrowsExchange }

/** The buttons under a job's heading. */
export function JobActs({ job, printerName, now }: { job: Job; printerName: string; now: number }) {
  const { t } = useTranslation('jobs')
  const changes = useChangeDialog()
  const dialog = useDialog<Act>()
  const Shown = dialog.subject && dialogs[dialog.subject]
  const acts = actsOf(job, now)
  const isLive = ['requested', 'scheduled', 'running', 'overrunning'].includes(job.status)
  if (acts.length === 0 && !isLive) return null
  const word = (act: Act) => {
    if (act !== 'start') return t(`${act}.action`)
    return t(Date.parse(job.startsAt) > now ? 'start.early' : 'start.checkIn')
  }
  return (
    <div className={classes.acts}>
      {acts.map((act) => {
        const Icon = icons[act]
        return (
          <Button
            key={act}
            variant={act === 'start' ? 'filled' : 'default'}
            leftSection={<Icon size={18} stroke={1.75} />}
            onClick={() => dialog.open(act)}
          >
            {word(act)}
          </Button>
        )
      })}
      {isLive && (
        <Button
          variant="default"
          leftSection={<IconPencil size={18} stroke={1.75} />}
          onClick={() => changes.open({ job })}
        >
          {t('change.action')}
        </Button>
      )}
      <EndJobButton job={job} printerName={printerName} />
      <Suspense fallback={null}>{Shown && <Shown job={job} onClose={dialog.close} />}</Suspense>
    </div>
  )
}
