import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Alternative, Problem } from '../api/problem.ts'
import type { Printer } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './slot-alternatives.module.css'

type AlternativesProps = {
  problem: Problem
  printers: Printer[]
  now: number
  onChoose: (alternative: Alternative) => void
}

/** Who has the slot, and what the server proposes instead, one click away. */
export function SlotAlternatives({ problem, printers, now, onChoose }: AlternativesProps) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const windowText = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
    format.window(Date.parse(startsAt), Date.parse(endsAt), now)
  return (
    <>
      {problem.conflicts.map((conflict) => (
        <p key={conflict.id}>
          {[t('takenBy', { window: windowText(conflict) }), conflict.userName].filter(Boolean).join(' · ')}
        </p>
      ))}
      {problem.alternatives.length > 0 && (
        <div className={classes.alternatives}>
          <p>{t('alternatives')}</p>
          {problem.alternatives.map((alternative) => (
            <Button
              key={`${alternative.printerId} ${alternative.startsAt}`}
              variant="default"
              size="sm"
              fullWidth
              justify="space-between"
              rightSection={windowText(alternative)}
              classNames={{ section: classes.when }}
              onClick={() => onChoose(alternative)}
            >
              {printers.find(({ id }) => id === alternative.printerId)?.name}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
