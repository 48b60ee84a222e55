import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Job, Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { statusTone } from '../../jobs/status-tone.ts'
import classes from './day-list.module.css'
import type { Shade } from './timeline.tsx'

type ListProps = {
  heading: string
  /** The one day that is listed (epoch ms); missing for several. */
  day: number | undefined
  printers: Printer[]
  jobs: Job[]
  ownId: string | undefined
  closuresOf: (printerId: string) => Shade[]
}

/** The same plan in words, printer by printer: to read aloud, on a phone, and on paper. */
export function DayList({ heading, day, printers, jobs, ownId, closuresOf }: ListProps) {
  const { t } = useTranslation(['plan', 'jobs', 'printers'])
  const format = useFormat()
  return (
    <div className={classes.lists}>
      <h2 className={classes.paperTitle}>{heading}</h2>
      {printers.map((printer) => {
        const own = jobs
          .filter(({ printerId }) => printerId === printer.id)
          .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
        const headingId = `list-${printer.id}`
        return (
          <section key={printer.id} className={classes.printer} aria-labelledby={headingId}>
            <h3 id={headingId} className={classes.name}>
              {printer.name}
            </h3>
            {closuresOf(printer.id).map((closure) => (
              <p key={closure.startsAt} className={classes.closure}>
                {format.fixedWindow(closure.startsAt, closure.endsAt, day)} · {closure.label}
              </p>
            ))}
            {own.length === 0 ? (
              <p className={classes.none}>{t('plan:nothing')}</p>
            ) : (
              <ul className={classes.jobs}>
                {own.map((job) => (
                  <li key={job.id} className={classes.job} data-own={job.userId === ownId || undefined}>
                    <span className={classes.when}>
                      {format.fixedWindow(Date.parse(job.startsAt), Date.parse(job.endsAt), day)}
                    </span>
                    <Link href={`/jobs/${job.id}`} className={classes.what}>
                      {[job.userName ?? t('printers:someone'), job.title].filter(Boolean).join(' · ')}
                    </Link>
                    <span className={classes.status} data-tone={statusTone[job.status]}>
                      {t(`jobs:status.${job.status}`)}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}
