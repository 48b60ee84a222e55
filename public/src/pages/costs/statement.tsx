import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type CostReport, useCosts } from '../../api/costs.ts'
import { useTimeZone } from '../../api/site.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { useNow } from '../../parts/clock.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { CorrectionsPanel } from './corrections-panel.tsx'
import classes from './costs.module.css'
import { CostsPage } from './costs-page.tsx'
import { LinesPanel } from './lines-panel.tsx'
import { MonthPanel } from './month-panel.tsx'
import { SumsPanel } from './sums-panel.tsx'

const isMonth = (text: string | null): text is string =>
  text !== null && /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text)

/** A month's statement: what it cost, whom, job by job; closed for good when it is over, and put right after that. */
export default function Statement() {
  const { t } = useTranslation('costs')
  const [search, setSearch] = useSearchParams()
  const thisMonth = localTimeAt(useNow(60_000), useTimeZone()).date.slice(0, 7)
  const asked = search.get('month')
  const month = isMonth(asked) ? asked : thisMonth
  const costs = useCosts(month)
  return (
    <CostsPage>
      <MonthPanel
        month={month}
        thisMonth={thisMonth}
        costs={costs.data}
        isLoading={costs.isPending}
        onMonth={(next) => setSearch({ month: next })}
      />
      {costs.isPending && (
        <div role="status" aria-label={t('loading')}>
          <Skeleton height="12rem" radius="1rem" />
        </div>
      )}
      {costs.error && <ProblemNotice error={costs.error} onRetry={() => void costs.refetch()} />}
      {costs.data && <StatementOf costs={costs.data} />}
    </CostsPage>
  )
}

function StatementOf({ costs }: { costs: CostReport }) {
  const { t } = useTranslation('costs')
  if (costs.lines.length + costs.overhead.length + costs.corrections.length === 0)
    return <p>{t('month.empty')}</p>
  return (
    <>
      {costs.isGuarded && (
        <p className={classes.guarded}>
          <strong>{t('guarded.title')}:</strong> {t('guarded.text')}
        </p>
      )}
      <SumsPanel title={t('byCostCentre')} none={t('none')} sums={costs.byCostCentre} />
      <SumsPanel title={t('byCohort')} none={t('noCohort')} sums={costs.byCohort} />
      <LinesPanel lines={costs.lines} isGuarded={costs.isGuarded} />
      {costs.frozen && <CorrectionsPanel costs={costs} />}
    </>
  )
}
