import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../api/site.ts'
import { type AuditFilter, useAudit } from '../../api/system.ts'
import { instantOfField } from '../../forms/local-instant.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { ListTools } from '../../lists/list-tools.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './audit.module.css'
import { AuditTable } from './audit-table.tsx'

const typingPauseMs = 300

/** What the server takes for a kind of deed: `user`, or `user.disable`. */
const isAction = (text: string) => /^[a-z_]+(\.[a-z_]+)?$/.test(text)

/** Who did what and when, with what changed. Nobody can change or delete it. */
export default function Audit() {
  const { t } = useTranslation(['audit', 'common'])
  const timeZone = useTimeZone()
  const [search, setSearch] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [typed] = useDebouncedValue(search.trim().toLowerCase(), typingPauseMs)
  const filter: AuditFilter = {
    ...(isAction(typed) && { action: typed }),
    ...(from !== '' && { from: instantOfField(`${from}T00:00`, timeZone) }),
    ...(to !== '' && { to: instantOfField(`${to}T23:59`, timeZone) }),
  }
  const audit = useAudit(filter)
  const items = audit.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('audit:title')}
      aside={
        <Button
          component="a"
          href={`/api/audit/export?${new URLSearchParams(filter)}`}
          download
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          {t('audit:export')}
        </Button>
      }
    >
      <ListTools hint={t('audit:searchHint')} search={search} onSearch={setSearch}>
        <TextInput
          type="date"
          aria-label={t('audit:from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          aria-label={t('audit:to')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </ListTools>
      {audit.isPending && <ListSkeleton label={t('audit:loading')} />}
      {audit.isError && items.length === 0 && (
        <ProblemNotice error={audit.error} onRetry={() => void audit.refetch()} />
      )}
      {audit.isSuccess && items.length === 0 && (
        <EmptyState icon={<IconHistory />} title={t('audit:emptyTitle')} text={t('audit:emptyText')} />
      )}
      {items.length > 0 && <AuditTable events={items} />}
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
