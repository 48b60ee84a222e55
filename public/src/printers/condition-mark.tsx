import {
  type Icon,
  IconAlertTriangle,
  IconCalendarOff,
  IconCircleCheck,
  IconClockExclamation,
  IconPlayerPlayFilled,
  IconPlugConnectedX,
  IconPlugOff,
  IconPower,
  IconTool,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Condition } from './condition.ts'
import { toneOf } from './condition.ts'
import classes from './condition-mark.module.css'

/** A shape of its own for each condition, so that colour is never the only sign. */
const iconOf = {
  free: IconCircleCheck,
  running: IconPlayerPlayFilled,
  starting: IconPower,
  overrunning: IconClockExclamation,
  switched_off: IconPlugOff,
  unbooked: IconAlertTriangle,
  closed: IconCalendarOff,
  no_answer: IconPlugConnectedX,
  maintenance: IconTool,
  out_of_order: IconAlertTriangle,
} as const satisfies Record<Condition['kind'], Icon>

export function ConditionMark({ kind, size = 'md' }: { kind: Condition['kind']; size?: 'md' | 'xl' }) {
  const { t } = useTranslation('printers')
  const Icon = iconOf[kind]
  return (
    <span className={classes.mark} data-tone={toneOf[kind]} data-size={size}>
      <Icon aria-hidden="true" className={classes.icon} />
      {t(`condition.${kind}`)}
    </span>
  )
}
