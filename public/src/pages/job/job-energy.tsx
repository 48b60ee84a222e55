import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type JobDetails, useEnergyCurve } from '../../api/job.ts'
import { useMay } from '../../api/permission.ts'
import { useSession } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './job.module.css'
import { PowerCurve } from './power-curve.tsx'

const minuteMs = 60_000

/** Below this share of measured time (percent) the numbers are called estimates. */
const surePercent = 95

/** What a job took and cost, and how its power went; only for its holder and for staff. */
export function JobEnergy({ job, plugId, now }: { job: JobDetails; plugId: string | null; now: number }) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const ownId = useSession()?.user.id
  const seesAll = useMay('energy.read_all')
  const from = Math.floor(Date.parse(job.startedAt ?? job.startsAt) / minuteMs) * minuteMs
  const until = job.finishedAt === null ? now : Date.parse(job.finishedAt)
  const to = Math.ceil(until / minuteMs) * minuteMs
  const isSeen = job.startedAt !== null && (seesAll || job.userId === ownId)
  const energy = useEnergyCurve(isSeen ? plugId : null, from, to, now)
  const { energyWh = null, energyQuality, costCents = null } = job
  if (!isSeen) return null
  const points = (energy.data?.items ?? []).map((period) => ({
    startsAt: Date.parse(period.startsAt),
    endsAt: Date.parse(period.endsAt),
    watts: period.averageWatts,
  }))
  const quality = energyQuality ?? 0
  return (
    <Panel title={t('energy.title')}>
      <Facts
        items={[
          [t('energy.taken'), energyWh === null ? t('energy.unknown') : format.energy(energyWh)],
          [t('energy.cost'), costCents === null ? t('energy.unknown') : format.money(costCents)],
          [t('energy.used'), format.duration(until - Date.parse(job.startedAt ?? job.startsAt))],
        ]}
      />
      {energyWh !== null && quality < surePercent && (
        <p className={classes.quiet}>{t('energy.estimated', { percent: quality })}</p>
      )}
      {energy.error && <ProblemNotice error={energy.error} onRetry={() => void energy.refetch()} />}
      {energy.isLoading && <Skeleton className={classes.curveToCome} radius="md" />}
      {points.length > 0 && <PowerCurve points={points} from={from} to={to} />}
      {energy.isSuccess && points.length === 0 && <p className={classes.quiet}>{t('curve.empty')}</p>}
    </Panel>
  )
}
