import { IconAlertTriangle } from '@tabler/icons-react'
import type { CSSProperties, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Job } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { statusTone } from '../../jobs/status-tone.ts'
import { initials } from '../../people/initials.ts'
import classes from './job-block.module.css'

type BlockProps = {
  job: Job
  place: CSSProperties
  /** How far its label may reach out of it where it is too narrow, in widths of itself. */
  room: number
  isOwn: boolean
  /** What of it may be dragged by the person who looks. */
  grip: 'all' | 'end' | 'nothing'
  now: number
  isHeld: boolean
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onBlur: () => void
}

/** A reservation in the plan: leads to its page; its edges can be dragged by who may change it. */
export function JobBlock({ job, place, room, isOwn, grip, now, isHeld, onKeyDown, onBlur }: BlockProps) {
  const { t } = useTranslation(['jobs', 'plan', 'printers'])
  const format = useFormat()
  const who = isOwn ? t('printers:mine') : (job.userName ?? t('printers:someone'))
  const when = format.window(Date.parse(job.startsAt), Date.parse(job.endsAt), now)
  const about = `${who} ${job.title} · ${when} · ${t(`jobs:status.${job.status}`)}`
  return (
    <div
      className={classes.block}
      style={{ ...place, '--room': room } as CSSProperties}
      data-job={job.id}
      data-tone={statusTone[job.status]}
      data-own={isOwn || undefined}
      data-held={isHeld || undefined}
      data-status={job.status}
    >
      <Link
        href={`/jobs/${job.id}`}
        className={classes.link}
        draggable={false}
        title={about}
        aria-label={about}
        aria-describedby={grip === 'nothing' ? undefined : 'plan-keys'}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        <span className={classes.label}>
          <span className={classes.who}>
            {job.attention && <IconAlertTriangle aria-hidden="true" size={13} />}
            {who}
          </span>{' '}
          <span className={classes.short} data-initials={initials(job.userName ?? who)} />
          <span className={classes.title}>{job.title}</span>
        </span>
      </Link>
      {grip === 'all' && <span className={classes.edge} data-edge="start" aria-hidden="true" />}
      {grip !== 'nothing' && <span className={classes.edge} data-edge="end" aria-hidden="true" />}
    </div>
  )
}
