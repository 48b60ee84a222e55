import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentOrder } from '../../../../worker/domain/incident-order.ts'
import { useIncidents } from '../../api/incidents.ts'
import { useMay } from '../../api/permission.ts'
import { usePrinters } from '../../api/printers.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ListTools } from '../../lists/list-tools.tsx'
import { OrderSelect } from '../../lists/order-select.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { EntryList } from '../../parts/entry.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { EmergencyNotice, StopAllButton } from './emergency.tsx'
import { IncidentEntry } from './incident-entry.tsx'
import classes from './incidents.module.css'

const orders = [
  ['-openedAt', 'newest'],
  ['openedAt', 'oldest'],
  ['-severity', 'urgent'],
  ['severity', 'minor'],
] as const satisfies [IncidentOrder, string][]
const choices = ['open', 'all'] as const

/** What somebody should look at: silent plugs, overruns, unbooked use, faults, and the emergency stop. */
export default function Incidents() {
  const { t } = useTranslation(['incidents', 'lists', 'common'])
  const [which, setWhich] = useState<(typeof choices)[number]>('open')
  const [printerId, setPrinterId] = useState('')
  const printers = usePrinters().data ?? []
  const { search, setSearch, searched } = useSearch()
  const [sort, setSort] = useState<IncidentOrder>('-openedAt')
  const incidents = useIncidents({
    sort,
    ...(which === 'open' && { open: 'true' }),
    ...(printerId !== '' && { printerId }),
    ...(searched && { search: searched }),
  })
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? []
  const isNarrowed = searched !== undefined || printerId !== ''
  const mayStop = useMay('power.stop')
  return (
    <Page isNarrow title={t('incidents:title')} aside={mayStop && <StopAllButton />}>
      <EmergencyNotice />
      <ListTools hint={t('incidents:searchHint')} search={search} onSearch={setSearch}>
        <SegmentedControl
          aria-label={t('incidents:show')}
          value={which}
          data={choices.map((value) => ({ value, label: t(`incidents:which.${value}`) }))}
          onChange={setWhich}
        />
        <NativeSelect
          aria-label={t('incidents:machine')}
          value={printerId}
          onChange={(event) => setPrinterId(event.currentTarget.value)}
          data={[
            { value: '', label: t('incidents:allMachines') },
            ...printers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <OrderSelect value={sort} orders={orders} onChange={setSort} />
      </ListTools>
      {incidents.isPending && <ListSkeleton label={t('incidents:loading')} />}
      {incidents.isError && items.length === 0 && (
        <ProblemNotice error={incidents.error} onRetry={() => void incidents.refetch()} />
      )}
      {incidents.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconShieldCheck />}
          title={isNarrowed ? t('lists:noneTitle') : t(`incidents:empty.${which}`)}
          text={isNarrowed ? t('lists:noneText') : t('incidents:emptyText')}
        />
      )}
      {items.length > 0 && (
        <EntryList label={t('incidents:title')}>
          {items.map((incident) => (
            <IncidentEntry key={incident.id} incident={incident} />
          ))}
        </EntryList>
      )}
      {incidents.hasNextPage && (
        <Button
          variant="default"
          className={classes.choice}
          loading={incidents.isFetchingNextPage}
          onClick={() => void incidents.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
    </Page>
  )
}
