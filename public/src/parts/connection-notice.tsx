import { IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLostSince } from '../api/board.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from './clock.tsx'
import classes from './connection-notice.module.css'

/** Says since when the server has not answered, so that an old page is never taken for the present. */
export function ConnectionNotice() {
  const { t } = useTranslation('common')
  const format = useFormat()
  const since = useLostSince(useNow(5_000))
  if (since === undefined) return null
  return (
    <div role="status" className={classes.notice} data-tone="wait">
      <IconWifiOff aria-hidden="true" size={18} />
      {t('connection.lost', { time: format.time(since) })}
    </div>
  )
}
