import { Button, Input, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoard } from '../api/board.ts'
import { useChangeJob } from '../api/job.ts'
import type { SeriesScope } from '../api/jobs.ts'
import { type Alternative, asProblem } from '../api/problem.ts'
import { useSession } from '../api/session.ts'
import { useTimeZone } from '../api/site.ts'
import footer from '../booking/job-footer.module.css'
import { instantOf, localTimeAt } from '../booking/local-time.ts'
import { daysAround, useRules } from '../booking/rules.ts'
import { FreeInstead, SlotAlternatives } from '../booking/slot-alternatives.tsx'
import { StartFields } from '../booking/start-fields.tsx'
import { useViolationWords } from '../booking/violation-words.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../parts/clock.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import type { ChangeWish } from './change-context.tsx'
import classes from './change-dialog.module.css'
import { ReasonField } from './reason-field.tsx'
import { ScopeField } from './scope-field.tsx'

type ChangeProps = { wish: ChangeWish; onClose: () => void }

const fields = ['printerId', 'startsAt', 'endsAt', 'title', 'note', 'reason']

/** Moves, resizes or renames a job; says at each field what speaks against it, before the server is asked. */
export default function ChangeDialog({ wish, onClose }: ChangeProps) {
  const { t } = useTranslation(['jobs', 'booking', 'common'])
  const { job } = wish
  const format = useFormat()
  const timeZone = useTimeZone()
  const now = useNow(15_000)
  const printers = useBoard().data?.printers ?? []
  const isOwn = useSession()?.user.id === job.userId
  const isBegun = job.status === 'running' || job.status === 'overrunning'
  const [printerId, setPrinterId] = useState(wish.printerId ?? job.printerId)
  const [start, setStart] = useState(() => localTimeAt(wish.startsAt ?? Date.parse(job.startsAt), timeZone))
  const [end, setEnd] = useState(() => localTimeAt(wish.endsAt ?? Date.parse(job.endsAt), timeZone))
  const [title, setTitle] = useState(job.title)
  const [note, setNote] = useState(job.note ?? '')
  const [reason, setReason] = useState('')
  const [scope, setScope] = useState<SeriesScope>('one')
  const change = useChangeJob((changed) => {
    notifications.show({
      color: 'teal',
      title: t('jobs:change.done'),
      message: format.window(Date.parse(changed.startsAt), Date.parse(changed.endsAt), now),
    })
    onClose()
  })

  // Seconds are not shown, so what was not touched must stay what it was.
  const instant = (text: typeof start, was: string) => {
    const shown = localTimeAt(Date.parse(was), timeZone)
    return shown.date === text.date && shown.time === text.time ? Date.parse(was) : instantOf(text, timeZone)
  }
  const startsAt = instant(start, job.startsAt)
  const endsAt = instant(end, job.endsAt)
  const window =
    startsAt !== undefined && endsAt !== undefined && startsAt < endsAt ? { startsAt, endsAt } : undefined
  const rules = useRules(daysAround(window ?? { startsAt: now, endsAt: now }), now)
  const word = useViolationWords(now)
  const found = window ? rules.judge({ printerId, window, now, job, isOwn }) : []
  const problem = change.error ? asProblem(change.error) : undefined
  const at = (path: string) =>
    problem?.at(path) ??
    (found
      .filter((violation) => violation.path === path)
      .map(word)
      .join(' ') ||
      undefined)
  const endError = window ? at('endsAt') : t('jobs:change.endFirst')

  const choose = (slot: Alternative) => {
    setPrinterId(slot.printerId)
    setStart(localTimeAt(Date.parse(slot.startsAt), timeZone))
    setEnd(localTimeAt(Date.parse(slot.endsAt), timeZone))
    change.reset()
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!window) return
    change.mutate({
      id: job.id,
      version: job.version,
      title: title.trim() || job.title,
      note: note.trim() === '' ? null : note.trim(),
      ...(!isBegun && { printerId, startsAt: new Date(window.startsAt).toISOString() }),
      endsAt: new Date(window.endsAt).toISOString(),
      scope,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
    })
  }

  return (
    <Dialog kind="form" title={t('jobs:change.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate className={classes.form} onChange={() => change.reset()}>
        {job.seriesId !== null && !isBegun && <ScopeField value={scope} onChange={setScope} />}
        <NativeSelect
          label={t('jobs:change.printer')}
          value={printerId}
          disabled={isBegun}
          onChange={(event) => setPrinterId(event.currentTarget.value)}
          data={printers.map(({ id, name }) => ({ value: id, label: name }))}
          error={at('printerId')}
        />
        {!isBegun && (
          <Input.Wrapper label={t('jobs:change.start')} labelElement="div" error={at('startsAt')}>
            <StartFields start={start} now={now} name={t('jobs:change.start')} onChange={setStart} />
          </Input.Wrapper>
        )}
        <Input.Wrapper label={t('jobs:change.end')} labelElement="div" error={endError}>
          <StartFields start={end} now={now} name={t('jobs:change.end')} onChange={setEnd} />
        </Input.Wrapper>
        {!problem && window && found.length > 0 && !isBegun && (
          <FreeInstead printerId={printerId} wish={window} printers={printers} now={now} onChoose={choose} />
        )}
        <TextInput
          label={t('booking:jobTitle')}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={at('title')}
        />
        <Textarea
          label={t('booking:note')}
          description={t('booking:noteHint')}
          maxLength={2000}
          rows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={at('note')}
        />
        {!isOwn && <ReasonField job={job} value={reason} onChange={setReason} error={at('reason')} />}
        {problem && (
          <ProblemNotice error={problem}>
            {problem.elsewhere(fields).map((message) => (
              <p key={message}>{message}</p>
            ))}
            <SlotAlternatives
              problem={problem}
              printers={printers}
              now={now}
              onChoose={isBegun ? undefined : choose}
            />
          </ProblemNotice>
        )}
        <footer className={footer.footer}>
          <p className={footer.summary} aria-live="polite">
            {window && (
              <>
                <strong>{format.window(window.startsAt, window.endsAt, now)}</strong>
                <span>{format.duration(window.endsAt - window.startsAt)}</span>
              </>
            )}
          </p>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending} data-autofocus>
            {t('jobs:change.submit')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
