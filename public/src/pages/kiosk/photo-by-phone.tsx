import { useTranslation } from 'react-i18next'
import classes from './kiosk-form.module.css'

/** A kiosk has no camera and opens no files: the code leads to the report on one's own phone. */
export function PhotoByPhone({ reportId }: { reportId: string }) {
  const { t } = useTranslation('kiosk')
  return (
    <figure className={classes.qr}>
      <img src={`/api/problems/${encodeURIComponent(reportId)}/qr.svg`} alt="" />
      <figcaption>{t('fault.photo')}</figcaption>
    </figure>
  )
}
