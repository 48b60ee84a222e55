import '@mantine/charts/styles.layer.css'
import '@mantine/core/styles/ColorSwatch.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './chart-panel.module.css'

type ChartPanelProps = {
  title: string
  text: string
  /** Where the table comes as a file. */
  csv: string
  /** The figures once they are there; without any, the panel says so. */
  query: { data: unknown; error: unknown; refetch: () => unknown }
  isEmpty: boolean
  chart: ReactNode
  /** `undefined`: the chart is a table itself. */
  table?: ReactNode
}

/** A chart that is a table as well: by a switch on the screen, both on paper, and as a file. */
export function ChartPanel({ title, text, csv, query, isEmpty, chart, table }: ChartPanelProps) {
  const { t } = useTranslation('figures')
  const [view, setView] = useState<'chart' | 'table'>('chart')
  return (
    <Panel
      title={title}
      text={text}
      aside={
        <div className={classes.tools}>
          {table !== undefined && (
            <SegmentedControl
              size="xs"
              aria-label={t('view.label', { title })}
              value={view}
              onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
              data={(['chart', 'table'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
            />
          )}
          <Button
            component="a"
            href={csv}
            download
            variant="default"
            size="compact-sm"
            aria-label={t('csv', { title })}
            leftSection={<IconDownload size={16} />}
          >
            CSV
          </Button>
        </div>
      }
    >
      {query.data === undefined && query.error === null && <Skeleton height="14rem" radius="md" />}
      {query.data === undefined && query.error !== null && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && isEmpty && <p className={classes.none}>{t('none')}</p>}
      {query.data !== undefined && !isEmpty && (
        <>
          <div className={classes.chart} data-shown={view === 'chart' || undefined}>
            {chart}
          </div>
          <div className={classes.table} data-shown={view === 'table' || undefined}>
            {table}
          </div>
        </>
      )}
    </Panel>
  )
}

/** A picture: what it shows stands in the table. */
export function Picture({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation('figures')
  return (
    <div role="img" aria-label={t('picture', { label })} className={classes.picture}>
      {children}
    </div>
  )
}
