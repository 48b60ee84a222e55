import '@mantine/core/styles/Radio.layer.css'
import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { usePrinters } from '../../api/printers.ts'
import type { Problem } from '../../api/problem.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import classes from './closures.module.css'

/** So many are named; the others are counted. */
const told = 20

type ConflictQuestionProps = {
  conflicts: Problem['conflicts']
  /** The choice as the form holds it. */
  choice: { value?: string; onChange?: (value: string) => void; error?: ReactNode }
}

/** Whom a closure would hit, and what is to happen to their reservations. */
export function ConflictQuestion({ conflicts, choice }: ConflictQuestionProps) {
  const { t } = useTranslation('closures')
  const format = useFormat()
  const now = useNow(60_000)
  const printers = usePrinters().data ?? []
  return (
    <div role="alert" className={classes.question} data-tone="wait">
      <strong>{t('conflicts', { count: conflicts.length })}</strong>
      <Radio.Group label={t('whatNow')} {...choice}>
        <div className={formClasses.options}>
          <Radio value="keep" label={t('keep')} description={t('keepHint')} />
          <Radio value="cancel" label={t('cancel')} description={t('cancelHint')} />
        </div>
      </Radio.Group>
      <ul className={classes.conflicts}>
        {conflicts.slice(0, told).map(({ id, userName, title, printerId, startsAt, endsAt }) => (
          <li key={id}>
            <strong>{userName}</strong>
            {title && `, ${title}`}
            <br />
            {printers.find((printer) => printer.id === printerId)?.name} ·{' '}
            {format.window(Date.parse(startsAt), Date.parse(endsAt), now)}
          </li>
        ))}
        {conflicts.length > told && <li>{t('more', { count: conflicts.length - told })}</li>}
      </ul>
    </div>
  )
}
