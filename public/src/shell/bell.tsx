import { IconBell } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useUnread } from '../api/notifications.ts'
import classes from './bell.module.css'

const most = 99

/** The way to one's messages, with the number of those not read. */
export function Bell() {
  const { t } = useTranslation('common')
  const unread = useUnread()
  return (
    <Link
      href="/notifications"
      className={classes.bell}
      aria-label={unread > 0 ? t('bell.unread', { count: unread }) : t('bell.none')}
    >
      <IconBell aria-hidden="true" size={20} stroke={1.75} />
      {unread > 0 && (
        <span className={classes.count} aria-hidden="true">
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </Link>
  )
}
