import { IconCalendarOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { KioskState } from '../../api/kiosk.ts'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './closure-line.module.css'

type ClosureLineProps = { state: KioskState; printers: Printer[]; now: number }

/** How many closures fit on one line of the wall. */
const most = 3

/** What is closed now or soon, and when the workshop opens again. */
export function ClosureLine({ state, printers, now }: ClosureLineProps) {
  const { t } = useTranslation('kiosk')
  const format = useFormat()
  const coming = state.closures.filter(({ endsAt }) => Date.parse(endsAt) > now).slice(0, most)
  if (state.isOpen && coming.length === 0) return null
  return (
    <ul className={classes.closures} data-tone={state.isOpen ? 'wait' : 'lost'}>
      {!state.isOpen && (
        <li className={classes.closure}>
          <strong>
            {state.opensAt === null
              ? t('closed')
              : t('closedUntil', { time: format.moment(Date.parse(state.opensAt), now) })}
          </strong>
        </li>
      )}
      {coming.map(({ printerId, reason, startsAt, endsAt }) => (
        <li key={`${printerId} ${startsAt}`} className={classes.closure}>
          <IconCalendarOff aria-hidden="true" className={classes.icon} />
          <span>
            {format.window(Date.parse(startsAt), Date.parse(endsAt), now)}
            {' · '}
            {printers.find(({ id }) => id === printerId)?.name ?? t('wholeWorkshop')}: {reason}
          </span>
        </li>
      ))}
    </ul>
  )
}
