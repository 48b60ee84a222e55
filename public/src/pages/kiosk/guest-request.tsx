import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAskAsGuest } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { isBookable } from '../../printers/condition.ts'
import { Done } from './done.tsx'
import classes from './kiosk-form.module.css'
import { TouchText } from './touch-text.tsx'

const lengths = [30, 60, 120, 240] as const

/** Name, purpose, machine and time: what a trainer needs to decide. */
export function GuestRequest({ printers, onClose }: { printers: Printer[]; onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  const format = useFormat()
  const bookable = printers.filter(isBookable)
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [printerId, setPrinterId] = useState<string>()
  const [minutes, setMinutes] = useState<number>(60)
  const ask = useAskAsGuest()
  if (ask.isSuccess) return <Done text={t('guest.asked')} onClose={onClose} />
  const problem = ask.error ? asProblem(ask.error) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (printerId !== undefined) ask.mutate({ name, purpose, printerId, minutes })
  }
  const isComplete = name.trim() !== '' && purpose.trim() !== '' && printerId !== undefined
  return (
    <form onSubmit={submit} className={classes.form}>
      <Choices
        label={t('guest.printer')}
        choices={bookable.map((printer) => ({ value: printer.id, text: printer.name }))}
        chosen={printerId}
        onChoose={setPrinterId}
      />
      <Choices
        label={t('guest.minutes')}
        choices={lengths.map((length) => ({ value: length, text: format.duration(length * 60_000) }))}
        chosen={minutes}
        onChoose={setMinutes}
      />
      <TouchText
        fields={[
          {
            name: 'name',
            label: t('guest.name'),
            maxLength: 80,
            value: name,
            onChange: setName,
            error: problem?.at('name'),
          },
          {
            name: 'purpose',
            label: t('guest.purpose'),
            maxLength: 120,
            value: purpose,
            onChange: setPurpose,
            error: problem?.at('purpose'),
          },
        ]}
      />
      {problem && (
        <ProblemNotice error={problem}>
          {problem.elsewhere(['name', 'purpose']).map((message) => (
            <p key={message}>{message}</p>
          ))}
        </ProblemNotice>
      )}
      <Button type="submit" size="xl" disabled={!isComplete} loading={ask.isPending}>
        {t('guest.send')}
      </Button>
    </form>
  )
}

type ChoicesProps<T> = {
  label: string
  choices: { value: T; text: string }[]
  chosen: T | undefined
  onChoose: (value: T) => void
}

function Choices<T extends string | number>({ label, choices, chosen, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className={classes.choices} data-many={choices.length > 4 || undefined}>
      <legend className={classes.legend}>{label}</legend>
      {choices.map(({ value, text }) => (
        <Button
          key={value}
          size="lg"
          variant={value === chosen ? 'filled' : 'default'}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {text}
        </Button>
      ))}
    </fieldset>
  )
}
