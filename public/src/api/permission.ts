import { type Action, mayDo } from '../../../worker/domain/access.ts'
import { useSession } from './session.ts'

/** Asked of the server's own table; what a request was and which session it came in plays no part. */
const nowhere = { sessionId: '', via: { address: '', requestId: '' } }

/** Whether the signed-in person may do things: pages don't offer what the server would refuse. */
export function useMayDo(): (action: Action) => boolean {
  const user = useSession()?.user
  return (action) =>
    user !== undefined && mayDo({ kind: 'user', id: user.id, role: user.role, ...nowhere }, action)
}

export const useMay = (action: Action): boolean => useMayDo()(action)
