import { Button, Skeleton, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CostReport, useCosts, useFreezeMonth } from '../../api/costs.ts'
import { useMay } from '../../api/permission.ts'
import { useTimeZone } from '../../api/site.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { useClock } from '../../parts/clock.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

type Sum = CostReport['byCostCentre'][number]

/** A month's costs by cost centre, as a table to take along, and closed for good when it is over. */
export function MonthPanel() {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const clock = useClock()
  const timeZone = useTimeZone()
  const [thisMonth] = useState(() => localTimeAt(clock.now(), timeZone).date.slice(0, 7))
  const [month, setMonth] = useState(thisMonth)
  const costs = useCosts(month)
  const mayManage = useMay('cost.manage')
  const dialog = useDialog<true>()
  const freeze = useFreezeMonth(() => {
    notifications.show({ color: 'teal', message: t('month.frozen') })
    dialog.close()
  })
  const columns: Column<Sum>[] = [
    { key: 'name', header: t('costCentre'), cell: ({ name }) => name ?? t('none') },
    {
      key: 'hours',
      header: t('hours'),
      align: 'end',
      isWide: true,
      cell: ({ usedHours }) => format.number(usedHours),
    },
    { key: 'energy', header: t('energy'), align: 'end', cell: ({ kWh }) => format.energy(kWh * 1_000) },
    { key: 'cost', header: t('cost'), align: 'end', cell: ({ cents }) => format.money(cents) },
  ]
  const data = costs.data
  const download = (kind: 'csv' | 'xlsx') => `/api/reports/costs?month=${month}&format=${kind}`
  return (
    <Panel title={t('month.title')} text={t('month.text')}>
      <div className={formClasses.inline}>
        <TextInput
          type="month"
          aria-label={t('month.choose')}
          value={month}
          max={thisMonth}
          onChange={(event) => event.currentTarget.value !== '' && setMonth(event.currentTarget.value)}
        />
        <Button
          component="a"
          href={download('xlsx')}
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          Excel
        </Button>
        <Button
          component="a"
          href={download('csv')}
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          CSV
        </Button>
        {mayManage && data && data.frozen === null && month < thisMonth && (
          <Button variant="default" onClick={() => dialog.open(true)}>
            {t('month.freeze')}
          </Button>
        )}
      </div>
      {costs.isPending && <Skeleton height="8rem" radius="md" />}
      {costs.error && <ProblemNotice error={costs.error} onRetry={() => void costs.refetch()} />}
      {data && (
        <>
          <Facts
            items={[
              [t('month.total'), format.money(data.total.cents)],
              [t('month.jobs'), format.money(data.total.jobCents)],
              [t('month.overhead'), format.money(data.total.overheadCents)],
              [t('energy'), format.energy(data.total.kWh * 1_000)],
              [t('month.state'), data.frozen ? t('month.isFrozen') : t('month.isOpen')],
            ]}
          />
          {data.byCostCentre.length > 0 && (
            <DataTable
              label={t('month.title')}
              rows={data.byCostCentre}
              columns={columns}
              rowKey={({ id }) => id ?? ''}
            />
          )}
        </>
      )}
      {dialog.subject && (
        <ConfirmDialog
          title={t('month.freezeTitle', { month })}
          confirm={t('month.freeze')}
          isPending={freeze.isPending}
          error={freeze.error}
          onConfirm={() => freeze.mutate(month)}
          onClose={dialog.close}
        >
          <p>{t('month.freezeText')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
