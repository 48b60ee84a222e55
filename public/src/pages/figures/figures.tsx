import { Skeleton } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type Asked, useStatistics } from '../../api/figures.ts'
import { useMay } from '../../api/permission.ts'
import { useSession } from '../../api/session.ts'
import { useTimeZone } from '../../api/site.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { EnergyBalance } from './energy-balance.tsx'
import classes from './figures.module.css'
import { HeatMapPanel } from './heat-map.tsx'
import { KeyFigures } from './key-figures.tsx'
import { lastDayOf, type Period, periodOf } from './period.ts'
import { PeriodPicker, type Whose } from './period-picker.tsx'
import { PlannedMeasured } from './planned-measured.tsx'
import { PrinterEnergy, PrinterHours } from './printer-figures.tsx'
import { RefusalReasons } from './refusal-reasons.tsx'
import { Trend } from './trend.tsx'

/** How much is printed, when, with how much energy, and what was refused: one's own, and for staff everybody's. */
export default function FiguresPage() {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const timeZone = useTimeZone()
  const [search, setSearch] = useSearchParams()
  const today = localTimeAt(useNow(60_000), timeZone).date
  const period = periodOf(search, today)
  const isForAll = useMay('statistics.read_all')
  const ownId = useSession()?.user.id
  const whose: Whose = isForAll && search.get('whose') !== 'own' ? 'all' : 'own'
  const asked: Asked = {
    from: period.from,
    to: period.to,
    ...(whose === 'own' && ownId !== undefined && { userId: ownId }),
  }
  const show = (next: Record<string, string>) =>
    setSearch({ ...next, ...(whose === 'own' && isForAll && next.whose === undefined && { whose }) })
  const current: Record<string, string> =
    period.preset === null ? { from: period.from, to: lastDayOf(period.to) } : { period: period.preset }
  return (
    <Page
      title={t(whose === 'own' ? 'ownTitle' : 'title')}
      aside={<PrintButton className={classes.print}>{t('print')}</PrintButton>}
    >
      <PeriodPicker
        period={period}
        today={today}
        whose={isForAll ? whose : undefined}
        onPreset={(preset) => show({ period: preset })}
        onDays={(from, to) => show({ from, to })}
        onWhose={(next) => setSearch({ ...current, whose: next })}
      />
      <p className={classes.period}>
        {format.date(period.from)} – {format.date(lastDayOf(period.to))}
      </p>
      <FiguresOf period={period} asked={asked} isForAll={whose === 'all'} />
    </Page>
  )
}

type FiguresOfProps = { period: Period; asked: Asked; isForAll: boolean }

function FiguresOf({ period, asked, isForAll }: FiguresOfProps) {
  const { t } = useTranslation('figures')
  const sums = useStatistics({ ...asked, compare: 'true' })
  if (sums.isPending)
    return (
      <div role="status" aria-label={t('loading')}>
        <Skeleton height="30rem" radius="1rem" />
      </div>
    )
  if (!sums.data) return <ProblemNotice error={sums.error} onRetry={() => void sums.refetch()} />
  const { total, previous, complete } = sums.data
  const isEmpty = total === null || (total.jobs === 0 && total.standbyKWh + total.unbookedKWh === 0)
  if (isEmpty)
    return (
      <EmptyState
        icon={<IconChartBar />}
        title={t('empty.title')}
        text={t(isForAll ? 'empty.all' : 'empty.own')}
      />
    )
  return (
    <div className={classes.figures}>
      {!complete && <p role="status">{t('incomplete')}</p>}
      <KeyFigures total={total} previous={previous} asked={asked} isForAll={isForAll} />
      <Trend period={period} asked={asked} />
      <div className={classes.pair}>
        <PrinterHours asked={asked} />
        <PrinterEnergy asked={asked} />
      </div>
      <EnergyBalance period={period} asked={asked} />
      <HeatMapPanel asked={asked} />
      <div className={classes.pair}>
        <PlannedMeasured asked={asked} />
        {isForAll && <RefusalReasons asked={asked} />}
      </div>
    </div>
  )
}
