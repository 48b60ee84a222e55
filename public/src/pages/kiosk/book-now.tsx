import { Button, Input } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBookJob } from '../../api/jobs.ts'
import { asProblem } from '../../api/problem.ts'
import type { Printer } from '../../api/shapes.ts'
import { lengthChoices } from '../../booking/draft.ts'
import { useFormat } from '../../i18n/format.ts'
import { useClock } from '../../parts/clock.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freeForMs } from '../../printers/condition.ts'
import classes from './kiosk-form.module.css'
import { TouchText } from './touch-text.tsx'

const minuteMs = 60_000

type BookNowProps = { printer: Printer; now: number; onDone: (text: string) => void }

/** Books from this moment: one touch on how long. */
export function BookNow({ printer, now, onDone }: BookNowProps) {
  const { t } = useTranslation(['kiosk', 'booking'])
  const format = useFormat()
  const clock = useClock()
  const [title, setTitle] = useState('')
  const book = useBookJob((job) =>
    onDone(
      t(job.status === 'requested' ? 'kiosk:book.requested' : 'kiosk:book.done', {
        time: format.moment(Date.parse(job.endsAt), now),
      }),
    ),
  )
  const freeMs = freeForMs(printer, now)
  const { minutes, untilNext } = lengthChoices(freeMs)
  const problem = book.error ? asProblem(book.error) : undefined
  const take = (until: (startsAt: number) => number) => {
    const startsAt = clock.now()
    book.mutate({
      printerId: printer.id,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(until(startsAt)).toISOString(),
      title: title.trim() || t('booking:defaultTitle'),
    })
  }
  const next = printer.nextJob
  return (
    <div className={classes.form}>
      <Input.Wrapper label={t('kiosk:book.length')} size="lg" labelElement="div">
        <div className={classes.choices}>
          {minutes.map((length) => (
            <Button
              key={length}
              size="xl"
              disabled={book.isPending}
              onClick={() => take((startsAt) => startsAt + length * minuteMs)}
            >
              {format.duration(length * minuteMs)}
            </Button>
          ))}
          {untilNext && next && (
            <Button size="xl" disabled={book.isPending} onClick={() => take(() => Date.parse(next.startsAt))}>
              {t('kiosk:until', { time: format.moment(Date.parse(next.startsAt), now) })}
            </Button>
          )}
        </div>
      </Input.Wrapper>
      {problem && (
        <ProblemNotice error={problem}>
          {problem.errors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </ProblemNotice>
      )}
      <TouchText
        fields={[
          {
            name: 'title',
            label: t('booking:jobTitle'),
            description: t('kiosk:book.titleHint'),
            maxLength: 120,
            value: title,
            onChange: setTitle,
          },
        ]}
      />
    </div>
  )
}
