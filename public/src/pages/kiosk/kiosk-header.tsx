import { IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import classes from './kiosk-header.module.css'

type HeaderProps = { name: string | undefined; demo: boolean; now: number; offlineSince: number | undefined }

/** Whose workshop, what time, and honestly since when the server is silent. */
export function KioskHeader({ name, demo, now, offlineSince }: HeaderProps) {
  const { t } = useTranslation(['kiosk', 'common'])
  const format = useFormat()
  return (
    <header className={classes.header}>
      <h1 className={classes.name}>
        {name ?? t('kiosk:title')}
        {demo && <span className={classes.demo}>{t('common:demo.title')}</span>}
      </h1>
      {offlineSince !== undefined && (
        <p role="status" className={classes.offline} data-tone="bad">
          <IconWifiOff aria-hidden="true" className={classes.offlineIcon} />
          {t('kiosk:offline', { time: format.time(offlineSince) })}
        </p>
      )}
      <p className={classes.clock}>
        <span className={classes.day}>{format.longDay(now)}</span>
        <time className={classes.time}>{format.time(now)}</time>
      </p>
    </header>
  )
}
