import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import type { TrailOrder } from '../../../worker/domain/trail-order.ts'
import { answer } from './client.ts'
import { useApi } from './context.tsx'
import type { Api } from './shapes.ts'
import { useWrite } from './write.ts'

const healthKey = ['health'] as const
const backupsKey = ['backups'] as const
const retentionKey = ['retention'] as const
const auditKey = ['audit'] as const

/** A backup is answered once it is done, at most 20 s later. */
const backupTimeoutMs = 30_000

/** The machine, the host, the bridge, and what to do about them. */
export function useHealth() {
  const api = useApi()
  return useQuery({
    queryKey: healthKey,
    queryFn: () => answer(api.health.details.$get()),
    refetchInterval: 30_000,
  })
}

export type Health = NonNullable<ReturnType<typeof useHealth>['data']>

export function useBackups() {
  const api = useApi()
  return useQuery({ queryKey: backupsKey, queryFn: () => answer(api.backups.$get()) })
}

export const useMakeBackup = (onDone: () => void) =>
  useWrite(
    (api, _: undefined) =>
      answer(api.backups.$post({}, { init: { signal: AbortSignal.timeout(backupTimeoutMs) } })),
    { keys: [backupsKey, healthKey], onDone },
  )

/** What would be forgotten now, and what the last night forgot. */
export function useRetention() {
  const api = useApi()
  return useQuery({ queryKey: retentionKey, queryFn: () => answer(api.retention.$get()) })
}

export const useApplyRetention = (onDone: () => void) =>
  useWrite((api, _: undefined) => answer(api.retention.run.$post()), { keys: [retentionKey], onDone })

type AuditQuery = InferRequestType<Api['audit']['$get']>['query']
/** Empty filters are left out. Instants are ISO 8601. */
export type AuditFilter = Pick<AuditQuery, 'action' | 'from' | 'to' | 'reason' | 'search' | 'deeds'>

/** The trail page by page; "-at" is the newest first. */
export function useAudit(filter: AuditFilter, sort: TrailOrder) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...auditKey, filter, sort],
    queryFn: ({ pageParam }) =>
      answer(
        api.audit.$get({
          query: { ...filter, sort, limit: '50', ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor || null,
    placeholderData: (before) => before,
  })
}

export type AuditEvent = NonNullable<ReturnType<typeof useAudit>['data']>['pages'][number]['items'][number]
