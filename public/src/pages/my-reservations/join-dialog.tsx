import { Button, Input, NativeSelect, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem.ts'
import type { Printer } from '../../api/shapes.ts'
import { useTimeZone } from '../../api/site.ts'
import { useJoinLine } from '../../api/waiting-list.ts'
import { instantOf, localTimeAt } from '../../booking/local-time.ts'
import { StartFields } from '../../booking/start-fields.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './my-reservations.module.css'

const weekMs = 7 * 86_400_000
const anyOf = 'kind:'

/** Stands in line for a printer, or for any of its kind, within a stretch of time. */
export default function JoinDialog({ printers, onClose }: { printers: Printer[]; onClose: () => void }) {
  const { t } = useTranslation(['my-page', 'common', 'booking'])
  const format = useFormat()
  const timeZone = useTimeZone()
  const now = useNow(60_000)
  const kinds = [...new Set(printers.map(({ kind }) => kind))]
  const [which, setWhich] = useState(`${anyOf}${kinds[0] ?? ''}`)
  const [hours, setHours] = useState<number | string>(2)
  const [from, setFrom] = useState(() => localTimeAt(now, timeZone))
  const [until, setUntil] = useState(() => localTimeAt(now + weekMs, timeZone))
  const join = useJoinLine(() => {
    notifications.show({ color: 'teal', message: t('my-page:waiting.joined') })
    onClose()
  })
  const problem = join.error ? asProblem(join.error) : undefined
  const [fromAt, untilAt] = [instantOf(from, timeZone), instantOf(until, timeZone)]
  const minutes = Math.round(Number(hours) * 60)
  const isComplete = fromAt !== undefined && untilAt !== undefined && fromAt < untilAt && minutes > 0
  const submit = () => {
    if (!isComplete) return
    join.mutate({
      ...(which.startsWith(anyOf) ? { kind: which.slice(anyOf.length) } : { printerId: which }),
      minutes,
      from: new Date(fromAt).toISOString(),
      until: new Date(untilAt).toISOString(),
    })
  }
  return (
    <Dialog kind="form" title={t('my-page:waiting.joinTitle')} onClose={onClose}>
      <div className={classes.form}>
        <NativeSelect
          label={t('my-page:waiting.which')}
          value={which}
          onChange={(event) => setWhich(event.currentTarget.value)}
          data={[
            ...kinds.map((kind) => ({ value: `${anyOf}${kind}`, label: t('my-page:waiting.any') })),
            ...printers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          error={problem?.at('printerId')}
        />
        <NumberInput
          label={t('booking:customHours')}
          description={t('booking:customHint')}
          value={hours}
          min={0.25}
          max={72}
          step={0.5}
          decimalScale={2}
          decimalSeparator={format.decimalSeparator}
          onChange={setHours}
          error={problem?.at('minutes')}
        />
        <Input.Wrapper label={t('my-page:waiting.from')} labelElement="div" error={problem?.at('from')}>
          <StartFields start={from} now={now} name={t('my-page:waiting.from')} onChange={setFrom} />
        </Input.Wrapper>
        <Input.Wrapper
          label={t('my-page:waiting.until')}
          labelElement="div"
          error={problem?.at('until') ?? (isComplete ? undefined : t('my-page:waiting.order'))}
        >
          <StartFields start={until} now={now} name={t('my-page:waiting.until')} onChange={setUntil} />
        </Input.Wrapper>
        {problem && (
          <ProblemNotice error={problem}>
            {problem.elsewhere(['printerId', 'minutes', 'from', 'until']).map((message) => (
              <p key={message}>{message}</p>
            ))}
          </ProblemNotice>
        )}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button loading={join.isPending} onClick={submit}>
            {t('my-page:waiting.join')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
