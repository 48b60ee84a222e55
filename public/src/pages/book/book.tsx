import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { useBoard } from '../../api/board.ts'
import { useMayDo } from '../../api/permission.ts'
import { useBooking } from '../../booking/booking-context.tsx'

/** Where the sticker on a machine leads: the overview, with this machine's booking dialog open. */
export default function Book() {
  const { printerId } = useParams<{ printerId: string }>()
  const { data: board } = useBoard()
  const { open } = useBooking()
  const mayDo = useMayDo()
  const [, goTo] = useLocation()
  const isReady = board !== undefined
  const isBookable = mayDo('job.book') && board?.printers.some(({ id }) => id === printerId)
  useEffect(() => {
    if (!isReady) return
    if (isBookable) open({ printerId, when: 'now' })
    goTo('/', { replace: true })
  }, [isReady, isBookable, printerId, open, goTo])
  return null
}
