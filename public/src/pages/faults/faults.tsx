import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, SegmentedControl } from '@mantine/core'
import { IconTool } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type Fault, useFaults } from '../../api/faults.ts'
import { useMay } from '../../api/permission.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { FaultEntry } from './fault-entry.tsx'

const ReportDialog = lazy(() => import('./report-dialog.tsx'))

const orders = [
  ['newest', 'newest', ({ createdAt }: Fault) => -Date.parse(createdAt)],
  ['oldest', 'oldest', ({ createdAt }: Fault) => Date.parse(createdAt)],
  ['machine', 'machine', ({ printerName }: Fault) => printerName],
] as const

/** What people have reported about machines, and the way to report something. */
export default function Faults() {
  const { t } = useTranslation('faults')
  const isStaff = useMay('problem.answer')
  const [which, setWhich] = useState<'open' | 'all'>(isStaff ? 'open' : 'all')
  const faults = useFaults(which)
  const [search, setSearch] = useSearchParams()
  // From a machine's own button: the form is open at once.
  const about = search.get('report') ?? undefined
  const dialog = useDialog<true>()
  const close = () => {
    dialog.close()
    if (about !== undefined) setSearch({}, { replace: true })
  }
  return (
    <Page
      isNarrow
      title={t('title')}
      aside={
        <Button leftSection={<IconTool size={18} />} onClick={() => dialog.open(true)}>
          {t('report.action')}
        </Button>
      }
    >
      <div>
        <SegmentedControl
          aria-label={t('which.label')}
          value={which}
          data={(['open', 'all'] as const).map((value) => ({ value, label: t(`which.${value}`) }))}
          onChange={setWhich}
        />
      </div>
      {faults.isPending && <ListSkeleton label={t('loading')} />}
      {faults.isError && !faults.data && (
        <ProblemNotice error={faults.error} onRetry={() => void faults.refetch()} />
      )}
      {faults.data?.length === 0 && (
        <EmptyState
          icon={<IconTool />}
          title={t('empty.title')}
          text={isStaff ? t('empty.textStaff') : t('empty.text')}
        />
      )}
      {faults.data && faults.data.length > 0 && (
        <LocalEntries
          label={t('title')}
          rows={faults.data}
          textOf={({ printerName, userName, text, answer }) =>
            [printerName, userName, text, answer].join(' ')
          }
          hint={t('searchHint')}
          orders={orders}
        >
          {(fault) => <FaultEntry key={fault.id} fault={fault} />}
        </LocalEntries>
      )}
      <Suspense fallback={null}>
        {(dialog.subject ?? about) !== undefined && <ReportDialog about={about} onClose={close} />}
      </Suspense>
    </Page>
  )
}
