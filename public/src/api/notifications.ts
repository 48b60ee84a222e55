import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import { notificationsKey } from './keys.ts'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const keys = [notificationsKey]

/** How many messages one has not read. */
export function useUnread(): number {
  const api = useApi()
  const { data } = useQuery({
    queryKey: [...notificationsKey, 'unread'],
    queryFn: () => answer(api.notifications.$get({ query: { unread: 'true', limit: '1' } })),
    refetchInterval: 60_000,
  })
  return data?.unread ?? 0
}

type NotificationQuery = InferRequestType<Api['notifications']['$get']>['query']
/** Empty filters are left out. */
type NotificationFilter = Pick<NotificationQuery, 'unread' | 'search' | 'sort'>

/** One's own messages page by page, newest first unless sorted otherwise. */
export function useNotifications(filter: NotificationFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...notificationsKey, 'list', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.notifications.$get({
          query: { ...filter, limit: '30', ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  })
}

export type Notification = NonNullable<
  ReturnType<typeof useNotifications>['data']
>['pages'][number]['items'][number]

export const useReadNotification = () =>
  useWrite((api, id: string) => answer(api.notifications[':id'].read.$post({ param: { id } })), { keys })

export const useReadAll = () => useWrite((api) => answer(api.notifications['read-all'].$post()), { keys })
