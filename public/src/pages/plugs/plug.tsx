import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { usePlug } from '../../api/plugs.ts'
import { usePrinters } from '../../api/printers.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { PowerPill } from '../../machines/power-pill.tsx'
import { Page } from '../../parts/page.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { PlugDataPanel } from './plug-data-panel.tsx'
import { PlugFacts } from './plug-facts.tsx'
import { RemovePlugPanel } from './remove-plug-panel.tsx'
import { SelfTestView } from './self-test.tsx'

/** One plug: what it says, how it does, and what can be changed. */
export default function Plug() {
  const { t } = useTranslation('machines')
  const { id = '' } = useParams<{ id: string }>()
  const { data: plug, isPending: isPlugPending, isError, error, refetch } = usePlug(id)
  // Its printer's name may take a second line.
  const isPending = usePrinters().isLoading || isPlugPending
  return (
    <Page
      isNarrow
      title={plug?.name ?? t('tab.plugs')}
      back={{ path: '/manage/plugs', label: t('plug.back') }}
      aside={plug && <PowerPill power={plug.reading} />}
    >
      {isPending && <ListSkeleton label={t('plug.loading')} />}
      {isError && !plug && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!isPending && plug && (
        <>
          <PlugFacts plug={plug} />
          <Panel title={t('check.title')} text={t('check.text')}>
            <SelfTestView plugId={plug.id} last={plug.selfTest} />
          </Panel>
          <PlugDataPanel key={plug.id} plug={plug} />
          <RemovePlugPanel plug={plug} />
        </>
      )}
    </Page>
  )
}
