import { useTranslation } from 'react-i18next'
import type { TrainingRecord } from '../../api/training-record.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'

type Activity = TrainingRecord['items'][number] & { key: string }

/** What was done on machines, day by day, with the hours they were one's own. */
export function Activities({ record }: { record: TrainingRecord }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  if (record.items.length === 0) return <p>{t('record.empty')}</p>
  const rows = record.items.map((item, index) => ({ ...item, key: String(index) }))
  const columns: Column<Activity>[] = [
    { key: 'day', header: t('record.day'), sortBy: ({ day }) => day, cell: ({ day }) => format.date(day) },
    {
      key: 'printer',
      header: t('record.machine'),
      sortBy: ({ printer }) => printer,
      cell: ({ printer }) => printer,
    },
    {
      key: 'activity',
      header: t('record.activity'),
      sortBy: ({ activity }) => activity,
      cell: ({ activity, note }) => (note === null ? activity : `${activity} – ${note}`),
    },
    {
      key: 'hours',
      header: t('record.hours'),
      align: 'end',
      sortBy: ({ hours }) => hours,
      cell: ({ hours }) => format.number(hours),
    },
  ]
  return (
    <>
      <LocalList
        label={t('record.activities')}
        rows={rows}
        columns={columns}
        rowKey={({ key }) => key}
        textOf={({ printer, activity, note }) => `${printer} ${activity} ${note ?? ''}`}
        hint={t('record.searchHint')}
        firstBy="day"
      />
      <p>{t('record.total', { hours: format.number(record.totalHours) })}</p>
    </>
  )
}
