import { useTranslation } from 'react-i18next'
import { useRenewRecoveryCodes } from '../../api/second-factor.ts'
import { PasswordQuestion } from './password-question.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import classes from './second-factor.module.css'

/** Makes new recovery codes when the old ones are used up, lost, or seen by others. */
export default function RenewRecoveryCodes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('second-factor')
  const renew = useRenewRecoveryCodes()
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onClose={onClose} />
  return (
    <PasswordQuestion title={t('renew.title')} submit={t('renew.submit')} write={renew} onClose={onClose}>
      <p className={classes.text}>{t('renew.text')}</p>
    </PasswordQuestion>
  )
}
