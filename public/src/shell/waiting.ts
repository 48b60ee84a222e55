import { useRequests } from '../api/approvals.ts'
import { useBoard } from '../api/board.ts'
import { useMay } from '../api/permission.ts'
import type { PlaceName } from './places.ts'

/** How many things wait for this person, by place. */
export function useWaiting(): Partial<Record<PlaceName, number>> {
  const requests = useRequests().data?.length ?? 0
  const incidents = useBoard().data?.incidents.open ?? 0
  return { approvals: requests, ...(useMay('incident.resolve') && { incidents }) }
}
