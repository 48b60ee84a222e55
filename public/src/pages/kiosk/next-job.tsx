import { useTranslation } from 'react-i18next'
import type { Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './main-facts.module.css'

/** Who comes next and when, and whether that is late. */
export function NextJob({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation(['kiosk', 'printers'])
  const format = useFormat()
  return (
    <span>
      <span className={classes.quiet}>{t('kiosk:next')}</span> {format.soon(Date.parse(job.startsAt), now)}
      {job.userName !== null && ` · ${job.userName}`}
      {job.attention === 'delayed' && <em> · {t('printers:nextDelayed')}</em>}
    </span>
  )
}
