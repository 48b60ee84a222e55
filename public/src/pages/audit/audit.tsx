import { Button, NativeSelect } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TRAIL_ORDERS } from '../../../../worker/domain/trail-order.ts'
import { asProblem } from '../../api/problem.ts'
import { useTimeZone } from '../../api/site.ts'
import { type AuditFilter, useAudit } from '../../api/system.ts'
import { DayField } from '../../forms/day-field.tsx'
import { instantOfField } from '../../forms/local-instant.ts'
import { type Sort, sortParam, turned } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ListTools } from '../../lists/list-tools.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReasonForm } from '../../parts/reason-form.tsx'
import classes from './audit.module.css'
import { AuditTable } from './audit-table.tsx'
import { areas, useDeedsFound } from './deeds.ts'

const orderOf = (sort: Sort) => TRAIL_ORDERS.find((order) => order === sortParam(sort)) ?? '-at'

/** Who did what and when, with what changed. Nobody can change or delete it. */
export default function Audit() {
  const { t } = useTranslation(['audit', 'common'])
  const timeZone = useTimeZone()
  const [area, setArea] = useState('')
  const [sort, setSort] = useState<Sort>({ key: 'at', descending: true })
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState<string>()
  const { search, setSearch, searched } = useSearch()
  const deedsFound = useDeedsFound()
  const deeds = searched && deedsFound(searched)
  const filter: AuditFilter = {
    ...(reason !== undefined && { reason }),
    ...(searched && { search: searched }),
    ...(deeds && { deeds }),
    ...(area !== '' && { action: area }),
    ...(from !== '' && { from: instantOfField(`${from}T00:00`, timeZone) }),
    ...(to !== '' && { to: instantOfField(`${to}T23:59`, timeZone) }),
  }
  const audit = useAudit(filter, orderOf(sort))
  const needsReason = audit.isError && asProblem(audit.error).code === 'reason_required'
  const items = audit.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('audit:title')}
      aside={
        !needsReason && (
          <Button
            component="a"
            href={`/api/audit/export?${new URLSearchParams(filter)}`}
            download
            variant="default"
            leftSection={<IconDownload size={18} />}
          >
            {t('audit:export')}
          </Button>
        )
      }
    >
      <ListTools hint={t('audit:searchHint')} search={search} onSearch={setSearch} />
      <search className={classes.tools} aria-label={t('audit:narrow')}>
        <NativeSelect
          label={t('audit:areaLabel')}
          value={area}
          onChange={(event) => setArea(event.currentTarget.value)}
          data={[
            { value: '', label: t('audit:allAreas') },
            ...areas.map((value) => ({ value, label: t(`audit:area.${value}`) })),
          ]}
        />
        <DayField label={t('audit:from')} value={from} onChange={setFrom} />
        <DayField label={t('audit:to')} value={to} onChange={setTo} />
      </search>
      {audit.isPending && <ListSkeleton label={t('audit:loading')} />}
      {needsReason && (
        <ReasonForm title={t('audit:reason.title')} text={t('audit:reason.text')} onReason={setReason} />
      )}
      {audit.isError && !needsReason && items.length === 0 && (
        <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />
      )}
      {audit.isSuccess && items.length === 0 && (
        <EmptyState icon={<IconHistory />} title={t('audit:emptyTitle')} text={t('audit:emptyText')} />
      )}
      {items.length > 0 && (
        <AuditTable events={items} sort={sort} onSort={(key) => setSort(turned(sort, key))} />
      )}
      {audit.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
    </Page>
  )
}
