import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Instruction, useInstructions } from '../../api/instructions.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StandingPill } from '../../training/standing-pill.tsx'
import { Done } from './done.tsx'
import classes from './instructions-dialog.module.css'
import formClasses from './kiosk-form.module.css'
import { SignInstruction } from './sign-instruction.tsx'

/** One's own instructions at the kiosk: read, and signed together with the trainer who stands beside. */
export default function InstructionsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  const instructions = useInstructions()
  const [chosen, setChosen] = useState<Instruction>()
  const [done, setDone] = useState<string>()
  const content = () => {
    if (done !== undefined) return <Done text={done} onClose={onClose} />
    if (chosen?.text) return <SignInstruction instruction={chosen} text={chosen.text} onDone={setDone} />
    if (instructions.isError) return <ProblemNotice error={instructions.error} />
    if (instructions.data?.length === 0) return <p>{t('instruction.none')}</p>
    return (
      <ul className={classes.list}>
        {instructions.data?.map((instruction) => (
          <li key={instruction.id} className={classes.item}>
            <span className={classes.name}>
              {instruction.name} <StandingPill mine={instruction.mine} />
            </span>
            <Button
              size="lg"
              disabled={!instruction.text}
              aria-label={`${t('instruction.read')}: ${instruction.name}`}
              onClick={() => setChosen(instruction)}
            >
              {t('instruction.read')}
            </Button>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Dialog kind="form" title={chosen?.name ?? t('instruction.action')} onClose={onClose}>
      <div className={formClasses.form}>{content()}</div>
    </Dialog>
  )
}
