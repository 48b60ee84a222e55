import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { CostReport } from '../../api/costs.ts'
import { useMay } from '../../api/permission.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './costs.module.css'

const CorrectionDialog = lazy(() => import('./correction-dialog.tsx'))

type Correction = CostReport['corrections'][number]

/** What it is charged to. */
const subject = ({ costCentre, cohort }: Correction) => [costCentre, cohort].filter(Boolean).join(', ')

/** What was wrong in a closed month is put right by bookings of their own. */
export function CorrectionsPanel({ costs }: { costs: CostReport }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const mayManage = useMay('cost.manage')
  const dialog = useDialog<true>()
  const columns: Column<Correction>[] = [
    {
      key: 'reason',
      header: t('corrections.reason'),
      sortBy: ({ createdAt }) => Date.parse(createdAt),
      cell: ({ reason, createdAt }) => (
        <RowTitle note={format.dateAt(Date.parse(createdAt))}>{reason}</RowTitle>
      ),
    },
    {
      key: 'for',
      header: t('corrections.for'),
      isWide: true,
      sortBy: subject,
      cell: (correction) => subject(correction) || '–',
    },
    {
      key: 'cost',
      header: t('cost'),
      align: 'end',
      sortBy: ({ cents }) => cents,
      cell: ({ cents }) => format.money(cents),
    },
  ]
  return (
    <Panel
      title={t('corrections.title')}
      text={t('corrections.text')}
      aside={
        mayManage && (
          <Button className={classes.screen ?? ''} onClick={() => dialog.open(true)}>
            {t('corrections.add')}
          </Button>
        )
      }
    >
      {costs.corrections.length > 0 && (
        <LocalList
          label={t('corrections.title')}
          rows={costs.corrections}
          columns={columns}
          rowKey={({ id }) => id}
          textOf={(correction) => `${correction.reason} ${subject(correction)}`}
          hint={t('corrections.searchHint')}
          firstBy="reason"
          isFirstDown
        />
      )}
      <Suspense fallback={null}>
        {dialog.subject && <CorrectionDialog month={costs.month} onClose={dialog.close} />}
      </Suspense>
    </Panel>
  )
}
