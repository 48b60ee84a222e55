import { createContext, lazy, type ReactNode, Suspense, useContext } from 'react'
import type { Job } from '../api/shapes.ts'
import { useDialog } from '../parts/use-dialog.ts'

/** A job that somebody wants to change, and what they have already chosen. Instants are epoch milliseconds. */
export type ChangeWish = { job: Job; printerId?: string; startsAt?: number; endsAt?: number }

const ChangeContext = createContext<((wish: ChangeWish) => void) | undefined>(undefined)

const ChangeDialog = lazy(() => import('./change-dialog.tsx'))

/** Lets any page open the one dialog that changes a job. */
export function ChangeProvider({ children }: { children: ReactNode }) {
  const { subject, open, close } = useDialog<ChangeWish>()
  return (
    <ChangeContext.Provider value={open}>
      {children}
      <Suspense fallback={null}>{subject && <ChangeDialog wish={subject} onClose={close} />}</Suspense>
    </ChangeContext.Provider>
  )
}

export function useChangeDialog(): { open: (wish: ChangeWish) => void } {
  const open = useContext(ChangeContext)
  if (!open) throw new Error('useChangeDialog needs a ChangeProvider around it')
  return { open }
}
