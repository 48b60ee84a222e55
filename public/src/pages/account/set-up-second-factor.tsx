import { useTranslation } from 'react-i18next'
import { useBeginSecondFactor, useConfirmSecondFactor } from '../../api/second-factor.ts'
import { Steps } from '../../parts/steps.tsx'
import { ConnectApp } from './connect-app.tsx'
import { PasswordQuestion } from './password-question.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import classes from './second-factor.module.css'

/** Password, app, recovery codes. Nothing counts before the app's first code is right. */
export default function SetUpSecondFactor({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('second-factor')
  const begin = useBeginSecondFactor()
  const confirm = useConfirmSecondFactor()
  const at = confirm.data ? 2 : begin.data ? 1 : 0
  const steps = <Steps steps={[t('step.password'), t('step.app'), t('step.codes')]} at={at} />
  if (confirm.data)
    return (
      <RecoveryCodes codes={confirm.data.recoveryCodes} onClose={onClose}>
        {steps}
      </RecoveryCodes>
    )
  if (begin.data)
    return (
      <ConnectApp {...begin.data} confirm={confirm} onClose={onClose}>
        {steps}
      </ConnectApp>
    )
  return (
    <PasswordQuestion title={t('title')} submit={t('next')} write={begin} onClose={onClose}>
      {steps}
      <p className={classes.text}>{t('passwordText')}</p>
    </PasswordQuestion>
  )
}
