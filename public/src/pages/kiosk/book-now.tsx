import { Button, Input } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBookJob } from '../../api/jobs.ts'
import { type Alternative, asProblem } from '../../api/problem.ts'
import type { Printer } from '../../api/shapes.ts'
import { lengthChoices, minMinutes } from '../../booking/draft.ts'
import { daysAround, useRules } from '../../booking/rules.ts'
import { FreeInstead, SlotAlternatives } from '../../booking/slot-alternatives.tsx'
import { useViolationWords } from '../../booking/violation-words.ts'
import { useFormat } from '../../i18n/format.ts'
import { useClock } from '../../parts/clock.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freeForMs } from '../../printers/condition.ts'
import classes from './kiosk-form.module.css'
import { TouchText } from './touch-text.tsx'

const minuteMs = 60_000

type BookNowProps = { printer: Printer; printers: Printer[]; now: number; onDone: (text: string) => void }

/** Books from this moment: one touch on how long. What a rule forbids can't be touched, and the rule is told. */
export function BookNow({ printer, printers, now, onDone }: BookNowProps) {
  const { t } = useTranslation(['kiosk', 'booking'])
  const format = useFormat()
  const clock = useClock()
  const [title, setTitle] = useState('')
  const book = useBookJob((job) => {
    const endsAt = format.moment(Date.parse(job.endsAt), now)
    if (job.status === 'requested') onDone(t('kiosk:book.requested', { time: endsAt }))
    // Another time was taken: nothing is switched on yet.
    else if (Date.parse(job.startsAt) > clock.now() + minuteMs)
      onDone(
        t('kiosk:book.later', {
          window: format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now),
        }),
      )
    else onDone(t('kiosk:book.done', { time: endsAt }))
  })
  const rules = useRules(daysAround({ startsAt: now, endsAt: now }), now)
  const word = useViolationWords(now)
  const { minutes, untilNext } = lengthChoices(freeForMs(printer, now))
  const next = untilNext && printer.nextJob ? Date.parse(printer.nextJob.startsAt) : undefined
  const choices = [
    ...minutes.map((length) => ({
      text: format.duration(length * minuteMs),
      endOf: (startsAt: number) => startsAt + length * minuteMs,
    })),
    ...(next === undefined
      ? []
      : [{ text: t('kiosk:until', { time: format.moment(next, now) }), endOf: () => next }]),
  ].map((choice) => {
    const window = { startsAt: now, endsAt: choice.endOf(now) }
    return { ...choice, against: rules.judge({ printerId: printer.id, window, now, isOwn: true }) }
  })
  const against = [...new Set(choices.flatMap((choice) => choice.against.map(word)))]
  const nothingGoes = choices.every((choice) => choice.against.length > 0)
  const problem = book.error ? asProblem(book.error) : undefined

  const take = (printerId: string, startsAt: number, endsAt: number) =>
    book.mutate({
      printerId,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      title: title.trim() || t('booking:defaultTitle'),
    })
  const instead = {
    printers,
    now,
    size: 'xl',
    onChoose: (slot: Alternative) => take(slot.printerId, Date.parse(slot.startsAt), Date.parse(slot.endsAt)),
  } as const
  return (
    <div className={classes.form}>
      <Input.Wrapper label={t('kiosk:book.length')} size="lg" labelElement="div">
        <div className={classes.choices}>
          {choices.map(({ text, endOf, against: rulesBroken }) => (
            <Button
              key={text}
              size="xl"
              disabled={book.isPending || rulesBroken.length > 0}
              onClick={() => {
                const startsAt = clock.now()
                take(printer.id, startsAt, endOf(startsAt))
              }}
            >
              {text}
            </Button>
          ))}
        </div>
      </Input.Wrapper>
      {against.length > 0 && (
        <div role="status" className={classes.rules}>
          {against.map((rule) => (
            <p key={rule}>{rule}</p>
          ))}
        </div>
      )}
      {!problem && nothingGoes && (
        <FreeInstead
          printerId={printer.id}
          wish={{ startsAt: now, endsAt: now + (minutes[0] ?? minMinutes) * minuteMs }}
          {...instead}
        />
      )}
      {problem && (
        <ProblemNotice error={problem}>
          {problem.errors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
          <SlotAlternatives problem={problem} {...instead} />
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
