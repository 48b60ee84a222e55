import { useTranslation } from 'react-i18next'
import { useDisableSecondFactor } from '../../api/second-factor.ts'
import { PasswordQuestion } from './password-question.tsx'
import classes from './second-factor.module.css'

/** Asks before the password alone is enough again. */
export default function EndSecondFactor({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('second-factor')
  const end = useDisableSecondFactor(onDone)
  return (
    <PasswordQuestion
      title={t('end.title')}
      submit={t('end.submit')}
      color="red"
      write={end}
      onClose={onClose}
    >
      <p className={classes.text}>{t('end.text')}</p>
    </PasswordQuestion>
  )
}
