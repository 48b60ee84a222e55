import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFreeSlots } from '../api/booking-choices.ts'
import type { Alternative, Problem } from '../api/problem.ts'
import type { Printer } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import type { Window } from './draft.ts'
import classes from './slot-alternatives.module.css'

type Choice = {
  printers: Printer[]
  now: number
  /** Missing where another time can't be chosen. */
  onChoose?: ((alternative: Alternative) => void) | undefined
  /** For fingers at the kiosk `xl`. */
  size?: 'sm' | 'xl' | undefined
}

function useWindowText(now: number) {
  const format = useFormat()
  return ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
    format.window(Date.parse(startsAt), Date.parse(endsAt), now)
}

/** Who has the slot, and what the server proposes instead, one click away. */
export function SlotAlternatives({ problem, ...choice }: Choice & { problem: Problem }) {
  const { t } = useTranslation('booking')
  const windowText = useWindowText(choice.now)
  return (
    <>
      {problem.conflicts.map((conflict) => (
        <p key={conflict.id}>
          {[t('takenBy', { window: windowText(conflict) }), conflict.userName].filter(Boolean).join(' · ')}
        </p>
      ))}
      <Alternatives slots={problem.alternatives} {...choice} />
    </>
  )
}

/** The next times on this machine that no rule speaks against, before the server has refused the wished one. */
export function FreeInstead({ printerId, wish, ...choice }: Choice & { printerId: string; wish: Window }) {
  return <Alternatives slots={useFreeSlots(printerId, wish)} {...choice} />
}

function Alternatives({ slots, printers, now, onChoose, size = 'sm' }: Choice & { slots: Alternative[] }) {
  const { t } = useTranslation('booking')
  const windowText = useWindowText(now)
  if (slots.length === 0 || !onChoose) return null
  return (
    <div className={classes.alternatives} data-size={size}>
      <p>{t('alternatives')}</p>
      {slots.map((slot) => (
        <Button
          key={`${slot.printerId} ${slot.startsAt}`}
          variant="default"
          size={size}
          fullWidth
          justify="space-between"
          rightSection={windowText(slot)}
          classNames={{ section: classes.when }}
          onClick={() => onChoose(slot)}
        >
          {printers.find(({ id }) => id === slot.printerId)?.name}
        </Button>
      ))}
    </div>
  )
}
