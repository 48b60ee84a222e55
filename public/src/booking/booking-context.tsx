import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo } from 'react'
import { useDialog } from '../parts/use-dialog.ts'
import type { BookingWish } from './wish.ts'

type Booking = {
  open(wish: BookingWish): void
  /** Fetches the dialog's code ahead, when a pointer comes near its button. */
  prepare(): void
}

const BookingContext = createContext<Booking | undefined>(undefined)

const loadDialog = () => import('./booking-dialog.tsx')
const BookingDialog = lazy(loadDialog)

/** Lets any page open the one booking dialog. */
export function BookingProvider({ children }: { children: ReactNode }) {
  const { subject, open, close } = useDialog<BookingWish>()
  // A failed prefetch shows itself when the dialog is opened.
  const booking = useMemo<Booking>(
    () => ({ open, prepare: () => void loadDialog().catch(() => undefined) }),
    [open],
  )
  return (
    <BookingContext.Provider value={booking}>
      {children}
      <Suspense fallback={null}>{subject && <BookingDialog wish={subject} onClose={close} />}</Suspense>
    </BookingContext.Provider>
  )
}

export function useBooking(): Booking {
  const booking = useContext(BookingContext)
  if (!booking) throw new Error('useBooking needs a BookingProvider around it')
  return booking
}
