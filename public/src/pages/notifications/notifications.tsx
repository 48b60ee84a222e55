import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import {
  type Notification,
  useNotifications,
  useReadAll,
  useReadNotification,
} from '../../api/notifications.ts'
import { useFormat } from '../../i18n/format.ts'
import { ListTools } from '../../lists/list-tools.tsx'
import { OrderSelect } from '../../lists/order-select.tsx'
import { useSearch } from '../../lists/use-search.ts'
import { useNow } from '../../parts/clock.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './notifications.module.css'

const choices = ['all', 'unread'] as const
const orders = [
  ['-createdAt', 'newest'],
  ['createdAt', 'oldest'],
] as const

/** What the workshop wants to tell the person who is signed in; opening a message reads it. */
export default function Notifications() {
  const { t } = useTranslation(['notifications', 'lists', 'common'])
  const now = useNow(30_000)
  const { search, setSearch, searched } = useSearch()
  const [which, setWhich] = useState<(typeof choices)[number]>('all')
  const [sort, setSort] = useState<(typeof orders)[number][0]>('-createdAt')
  const list = useNotifications({
    sort,
    ...(which === 'unread' && { unread: 'true' }),
    ...(searched && { search: searched }),
  })
  const readAll = useReadAll()
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isNarrowed = search !== '' || searched !== undefined || which === 'unread'
  const unread = list.data?.pages[0]?.unread ?? 0
  return (
    <Page
      title={t('notifications:title')}
      isNarrow
      aside={
        unread > 0 && (
          <Button
            variant="default"
            size="sm"
            loading={readAll.isPending}
            onClick={() => readAll.mutate(undefined)}
          >
            {t('notifications:readAll')}
          </Button>
        )
      }
    >
      {list.isPending && (
        <div role="status" aria-label={t('notifications:loading')}>
          <Skeleton height="4.5rem" radius="0.875rem" />
        </div>
      )}
      {list.isError && items.length === 0 && (
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {readAll.error && <ProblemNotice error={readAll.error} />}
      {(items.length > 0 || isNarrowed) && (
        <ListTools hint={t('notifications:searchHint')} search={search} onSearch={setSearch}>
          <SegmentedControl
            aria-label={t('notifications:which.label')}
            value={which}
            data={choices.map((value) => ({ value, label: t(`notifications:which.${value}`) }))}
            onChange={setWhich}
          />
          <OrderSelect value={sort} orders={orders} onChange={setSort} />
        </ListTools>
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconBell />}
          title={isNarrowed ? t('lists:noneTitle') : t('notifications:emptyTitle')}
          text={isNarrowed ? t('lists:noneText') : t('notifications:emptyText')}
        />
      )}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <Message key={item.id} item={item} now={now} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('common:action.more')}
        </Button>
      )}
    </Page>
  )
}

function Message({ item, now }: { item: Notification; now: number }) {
  const { t } = useTranslation('notifications')
  const format = useFormat()
  const read = useReadNotification()
  const [, goTo] = useLocation()
  const isUnread = item.readAt === null
  const open = () => {
    if (isUnread) read.mutate(item.id)
    if (item.jobId !== null) goTo(`/jobs/${item.jobId}`)
    else if (item.kind.startsWith('slot_')) goTo('/reservations')
  }
  return (
    <li className={classes.item} data-unread={isUnread || undefined}>
      <button type="button" className={classes.open} onClick={open}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.words}>
          <span>{item.text}</span>
          <span className={classes.when}>
            {isUnread && <strong>{t('new')} · </strong>}
            {format.moment(Date.parse(item.createdAt), now)}
          </span>
        </span>
      </button>
    </li>
  )
}
