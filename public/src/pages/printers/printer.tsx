import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useMay } from '../../api/permission.ts'
import { type PrinterDetails, usePrinter } from '../../api/printers.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ServiceStatePill } from '../../machines/service-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PrinterRulesPanel } from '../../policies/printer-rules-panel.tsx'
import { ManualPanel } from './manual-panel.tsx'
import { PlugPanel } from './plug-panel.tsx'
import { PowerPanel } from './power-panel.tsx'
import { PrinterDataPanel } from './printer-data-panel.tsx'
import { RemovePrinterPanel } from './remove-printer-panel.tsx'
import { ServicePanel } from './service-panel.tsx'

/** One printer: switched by hand by trainers, set up by admins. */
export default function Printer() {
  const { t } = useTranslation('machines')
  const mayManage = useMay('printer.manage')
  const { id = '' } = useParams<{ id: string }>()
  const { data: printer, isPending, isError, error, refetch } = usePrinter(id)
  return (
    <Page
      isNarrow
      title={printer?.name ?? t('tab.printers')}
      back={{ path: '/manage/printers', label: t('printer.back') }}
      aside={printer && <ServiceStatePill state={printer.serviceState} />}
    >
      {isPending && <ListSkeleton label={t('printer.loading')} />}
      {isError && !printer && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {printer && (
        <>
          <ManualPanel printer={printer} />
          {mayManage && <ManagePanels printer={printer} />}
        </>
      )}
    </Page>
  )
}

/** Everything that can be set. */
const ManagePanels = ({ printer }: { printer: PrinterDetails }) => (
  <>
    <PrinterDataPanel key={printer.id} printer={printer} />
    <ServicePanel printer={printer} />
    <PlugPanel printer={printer} />
    <PrinterRulesPanel printer={printer} />
    <PowerPanel printer={printer} />
    <RemovePrinterPanel printer={printer} />
  </>
)
