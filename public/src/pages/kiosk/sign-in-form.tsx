import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuickSignIn, type Visitor } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import classes from './kiosk-form.module.css'
import { NumberPad } from './number-pad.tsx'
import { TouchText } from './touch-text.tsx'

const pinLength = 6

type Who = { userId: string; name: string }
type SignInFormProps = {
  /** Whom the reservation that was touched belongs to: then only the PIN is asked. */
  who?: Who | undefined
  onDone: (visitor: Visitor) => void
}

/** First the name, then the PIN. */
export function SignInForm({ who, onDone }: SignInFormProps) {
  const { t } = useTranslation('kiosk')
  const words = useProblemWords()
  const signIn = useQuickSignIn(onDone)
  const [username, setUsername] = useState('')
  const [person, setPerson] = useState<Who | string | undefined>(who)
  const [pin, setPin] = useState('')

  if (person === undefined) {
    const submit = (event: FormEvent) => {
      event.preventDefault()
      if (username.trim()) setPerson(username.trim())
    }
    return (
      <form onSubmit={submit} className={classes.form}>
        <TouchText
          fields={[
            {
              name: 'username',
              label: t('signIn.username'),
              maxLength: 64,
              value: username,
              onChange: setUsername,
            },
          ]}
        />
        <Button type="submit" size="xl" disabled={username.trim() === ''}>
          {t('forward')}
        </Button>
      </form>
    )
  }
  const problem = signIn.error ? asProblem(signIn.error) : undefined
  const isWrong = problem?.code === 'invalid_credentials'
  const name = typeof person === 'string' ? person : person.name
  const send = (complete: string) =>
    signIn.mutate(
      typeof person === 'string'
        ? { username: person, pin: complete }
        : { userId: person.userId, pin: complete },
      { onError: () => setPin('') },
    )
  const error =
    problem && (isWrong ? t('signIn.wrong') : [words(problem).title, words(problem).text].join('. '))
  return (
    <div className={classes.form}>
      <NumberPad
        label={t('signIn.pin', { name })}
        length={pinLength}
        value={pin}
        onChange={setPin}
        onComplete={send}
        isSecret
        error={error}
        disabled={signIn.isPending}
      />
      <p className={classes.hint}>{t('signIn.noPin')}</p>
      <Button
        variant="subtle"
        size="lg"
        onClick={() => {
          setPerson(undefined)
          setPin('')
          signIn.reset()
        }}
      >
        {t('signIn.other')}
      </Button>
    </div>
  )
}
