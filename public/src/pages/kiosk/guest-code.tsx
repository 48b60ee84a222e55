import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuestCode } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import { Done } from './done.tsx'
import { NumberPad } from './number-pad.tsx'

const codeLength = 8

/** The one-time code starts the guest's job, and ends it. */
export function GuestCode({ then, onClose }: { then: 'start' | 'finish'; onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  const format = useFormat()
  const now = useNow(60_000)
  const words = useProblemWords()
  const [code, setCode] = useState('')
  const send = useGuestCode()
  if (send.data)
    return (
      <Done
        text={
          then === 'start'
            ? t('guest.started', { time: format.moment(Date.parse(send.data.endsAt), now) })
            : t('guest.finished')
        }
        onClose={onClose}
      />
    )
  const problem = send.error ? asProblem(send.error) : undefined
  const messages = problem?.errors.map(({ message }) => message) ?? []
  const error = problem && (messages.length > 0 ? messages.join(' ') : words(problem).title)
  return (
    <NumberPad
      label={t('guest.code')}
      length={codeLength}
      value={code}
      onChange={setCode}
      onComplete={(complete) => send.mutate({ code: complete, then }, { onError: () => setCode('') })}
      error={error}
      disabled={send.isPending}
    />
  )
}
