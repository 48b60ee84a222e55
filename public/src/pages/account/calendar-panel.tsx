import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndFeed, useOwnFeed, useRenewFeed } from '../../api/calendar.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './account.module.css'

/** A secret link that puts one's reservations into the calendar of a phone. */
export function CalendarPanel() {
  const { t } = useTranslation('my-page')
  const format = useFormat()
  const now = useNow(60_000)
  const feed = useOwnFeed()
  const [link, setLink] = useState<string>()
  const renew = useRenewFeed(({ path }) => setLink(`${window.location.origin}${path}`))
  const end = useEndFeed(() => {
    setLink(undefined)
    notifications.show({ color: 'teal', message: t('calendar.ended') })
  })
  const copy = async () => {
    if (link === undefined) return
    await navigator.clipboard.writeText(link)
    notifications.show({ color: 'teal', message: t('calendar.copied') })
  }
  const problem = renew.error ?? end.error
  return (
    <Panel title={t('calendar.title')} text={t('calendar.text')}>
      {problem && <ProblemNotice error={problem} />}
      {link !== undefined && (
        <div className={classes.link}>
          <TextInput
            label={t('calendar.link')}
            description={t('calendar.once')}
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button variant="default" leftSection={<IconCopy size={18} />} onClick={() => void copy()}>
            {t('calendar.copy')}
          </Button>
        </div>
      )}
      {feed.data && link === undefined && (
        <p className={classes.quiet}>
          {t('calendar.since', { time: format.moment(Date.parse(feed.data.createdAt), now) })}
        </p>
      )}
      <div className={classes.acts}>
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate(undefined)}>
          {feed.data ? t('calendar.renew') : t('calendar.make')}
        </Button>
        {feed.data && (
          <Button variant="subtle" color="red" loading={end.isPending} onClick={() => end.mutate(undefined)}>
            {t('calendar.end')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
