import { useTranslation } from 'react-i18next'
import type { Printer } from '../../api/shapes.ts'
import { type Condition, conditionOf, type Tone } from '../../printers/condition.ts'
import classes from './workshop-summary.module.css'

const groups = [
  { word: 'summary.free', tone: 'free', kinds: ['free'] },
  { word: 'summary.busy', tone: 'busy', kinds: ['running', 'starting', 'overrunning'] },
  { word: 'summary.trouble', tone: 'wait', kinds: ['no_answer', 'switched_off', 'unbooked'] },
  { word: 'summary.off', tone: 'lost', kinds: ['maintenance', 'out_of_order', 'closed'] },
] as const satisfies { word: string; tone: Tone; kinds: Condition['kind'][] }[]

/** "3 free · 2 in use": the whole workshop in one line. */
export function WorkshopSummary({ printers }: { printers: Printer[] }) {
  const { t } = useTranslation('printers')
  const kinds = printers.map((printer) => conditionOf(printer).kind)
  return (
    <ul className={classes.summary} aria-label={t('summary.label')}>
      {groups.map(({ word, tone, kinds: group }) => {
        const count = kinds.filter((kind) => group.some((member) => member === kind)).length
        return (
          count > 0 && (
            <li key={word} data-tone={tone}>
              <span className={classes.dot} aria-hidden="true" />
              {t(word, { count })}
            </li>
          )
        )
      })}
    </ul>
  )
}
