import { IconFlask } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './demo-banner.module.css'

/** Nobody may take the demo for the real workshop. */
export function DemoBanner() {
  const { t } = useTranslation('common')
  return (
    <div className={classes.line}>
      <div className={classes.banner} role="note">
        <IconFlask aria-hidden="true" size={16} className={classes.icon} />
        <span>
          <strong>{t('demo.title')}</strong> {t('demo.text')}
        </span>
      </div>
    </div>
  )
}
