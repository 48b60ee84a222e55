import { IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import classes from './connection-notice.module.css'

/** Milliseconds without an answer after which the page says that what it shows may be old. */
const staleAfterMs = 15_000

export const isStale = (lastAnswerAt: number, failed: boolean, now: number) =>
  failed && lastAnswerAt > 0 && now - lastAnswerAt > staleAfterMs

/** Says since when the server has not answered, so that an old board is never taken for the present. */
export function ConnectionNotice({ since }: { since: number }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  return (
    <div role="status" className={classes.notice} data-tone="wait">
      <IconWifiOff aria-hidden="true" size={18} />
      {t('connection.lost', { time: format.time(since) })}
    </div>
  )
}
