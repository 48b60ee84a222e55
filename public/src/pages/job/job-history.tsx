import { useTranslation } from 'react-i18next'
import type { Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { Panel } from '../../parts/panel.tsx'
import classes from './job.module.css'

/** What has happened to a job, in order. */
export function JobHistory({ job, now }: { job: Job; now: number }) {
  const { t } = useTranslation('jobs')
  const format = useFormat()
  const events = [
    { word: 'history.created', at: job.createdAt },
    { word: 'history.checkedIn', at: job.checkedInAt },
    { word: 'history.started', at: job.startedAt },
    { word: 'history.finished', at: job.finishedAt },
  ] as const
  return (
    <Panel title={t('history.title')}>
      <ol className={classes.history}>
        {events
          .flatMap(({ word, at }) => (at === null ? [] : [{ word, at: Date.parse(at) }]))
          .sort((a, b) => a.at - b.at)
          .map(({ word, at }) => (
            <li key={word}>
              <time dateTime={new Date(at).toISOString()}>{format.moment(at, now)}</time>
              <span>{t(word)}</span>
            </li>
          ))}
      </ol>
    </Panel>
  )
}
