import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PIN_LENGTH } from '../../../../worker/domain/pin.ts'
import { type Instruction, useSign } from '../../api/instructions.ts'
import { asProblem } from '../../api/problem.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { InstructionText } from '../../training/instruction-text.tsx'
import classes from './kiosk-form.module.css'
import { NameStep } from './name-step.tsx'
import { NumberPad } from './number-pad.tsx'

type SignProps = {
  instruction: Instruction
  text: NonNullable<Instruction['text']>
  onDone: (text: string) => void
}

/** First the text, then the trainer's name, then the trainer's PIN; or alone, and the trainer later. */
export function SignInstruction({ instruction, text, onDone }: SignProps) {
  const { t } = useTranslation('kiosk')
  const [step, setStep] = useState<'read' | 'trainer' | 'pin'>('read')
  const [username, setUsername] = useState('')
  const [pin, setPin] = useState('')
  const sign = useSign(instruction.id, ({ completedAt }) =>
    onDone(
      completedAt === null ? t('instruction.waits') : t('instruction.valid', { name: instruction.name }),
    ),
  )
  const problem = sign.error ? asProblem(sign.error) : undefined
  if (step === 'read')
    return (
      <>
        <InstructionText text={text} />
        {problem && <ProblemNotice error={sign.error} />}
        <div className={classes.choices}>
          <Button size="xl" onClick={() => setStep('trainer')}>
            {t('instruction.withTrainer')}
          </Button>
          <Button
            size="xl"
            variant="default"
            loading={sign.isPending}
            onClick={() => sign.mutate({ textId: text.id })}
          >
            {t('instruction.alone')}
          </Button>
        </div>
      </>
    )
  if (step === 'trainer')
    return (
      <NameStep
        label={t('instruction.trainer')}
        usual={username}
        onDone={(name) => {
          setUsername(name)
          setStep('pin')
        }}
      />
    )
  const isWrong = problem?.code === 'invalid_credentials' || problem?.code === 'forbidden'
  return (
    <>
      <NumberPad
        label={t('signIn.pin', { name: username })}
        length={PIN_LENGTH}
        value={pin}
        onChange={setPin}
        onComplete={(complete) =>
          sign.mutate(
            { textId: text.id, trainer: { username: username, pin: complete } },
            { onError: () => setPin('') },
          )
        }
        isSecret
        error={isWrong ? t('instruction.wrong') : undefined}
        disabled={sign.isPending}
      />
      {problem && !isWrong && <ProblemNotice error={sign.error} />}
      <Button variant="subtle" size="lg" onClick={() => setStep('trainer')}>
        {t('signIn.other')}
      </Button>
    </>
  )
}
