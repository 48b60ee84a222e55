import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'
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
  const [wish, setWish] = useState<BookingWish>()
  const booking = useMemo<Booking>(
    () => ({
      open: setWish,
      // A failed prefetch shows itself when the dialog is opened.
      prepare: () => void loadDialog().catch(() => undefined),
    }),
    [],
  )
  return (
    <BookingContext.Provider value={booking}>
      {children}
      <Suspense fallback={null}>
        {wish && <BookingDialog wish={wish} onClose={() => setWish(undefined)} />}
      </Suspense>
    </BookingContext.Provider>
  )
}

export function useBooking(): Booking {
  const booking = useContext(BookingContext)
  if (!booking) throw new Error('useBooking needs a BookingProvider around it')
  return booking
}
