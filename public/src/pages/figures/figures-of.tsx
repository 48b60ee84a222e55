import { Skeleton } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Asked, useStatistics } from '../../api/figures.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { EnergyBalance } from './energy-balance.tsx'
import classes from './figures.module.css'
import { HeatMapPanel } from './heat-map.tsx'
import { KeyFigures } from './key-figures.tsx'
import type { Period } from './period.ts'
import type { Whose } from './period-picker.tsx'
import { PlannedMeasured } from './planned-measured.tsx'
import { PrinterEnergy, PrinterHours } from './printer-figures.tsx'
import { RefusalReasons } from './refusal-reasons.tsx'
import { Trend } from './trend.tsx'

type FiguresOfProps = { period: Period; asked: Asked; whose: Whose }

/** The charts of a period, of all or of one person. */
export function FiguresOf({ period, asked, whose }: FiguresOfProps) {
  const isForAll = whose === 'all'
  const { t } = useTranslation('figures')
  const sums = useStatistics({ ...asked, compare: 'true' })
  if (sums.isPending)
    return (
      <div role="status" aria-label={t('loading')}>
        <Skeleton height="30rem" radius="1rem" />
      </div>
    )
  if (!sums.data) return <ProblemNotice error={sums.error} onRetry={() => void sums.refetch()} />
  const { total, previous, complete, isGuarded } = sums.data
  const isEmpty = total === null || (total.jobs === 0 && total.standbyKWh + total.unbookedKWh === 0)
  if (isEmpty)
    return <EmptyState icon={<IconChartBar />} title={t('empty.title')} text={t(`empty.${whose}`)} />
  return (
    <div className={classes.figures}>
      {!complete && <p role="status">{t('incomplete')}</p>}
      <KeyFigures total={total} previous={previous} asked={asked} isForAll={isForAll} isGuarded={isGuarded} />
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
