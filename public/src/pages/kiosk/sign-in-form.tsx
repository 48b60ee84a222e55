import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PIN_LENGTH } from '../../../../worker/domain/pin.ts'
import { useQuickSignIn, type Visitor } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import classes from './kiosk-form.module.css'
import { NameStep } from './name-step.tsx'
import { NumberPad } from './number-pad.tsx'

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

  if (person === undefined)
    return (
      <NameStep
        label={t('signIn.username')}
        usual={username}
        onDone={(name) => {
          setUsername(name)
          setPerson(name)
        }}
      />
    )
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
        length={PIN_LENGTH}
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
