import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { useRequests } from '../../api/approvals.ts'
import { EntryList } from '../../parts/entry.tsx'
import { RequestEntry } from '../approvals/request-entry.tsx'
import classes from './request-strip.module.css'

type Requests = NonNullable<ReturnType<typeof useRequests>['data']>

/** So many can be decided right here; the others after a click. */
const most = 2

/** Reservations that wait for a yes or no of whoever looks at the overview. */
export default function RequestStrip({ requests }: { requests: Requests }) {
  const { t } = useTranslation('approvals')
  return (
    <section className={classes.strip} aria-labelledby="requests">
      <h2 id="requests" className={classes.title}>
        {t('waiting', { count: requests.length })}
      </h2>
      <EntryList label={t('title')}>
        {requests.slice(0, most).map((job) => (
          <RequestEntry key={job.id} job={job} />
        ))}
      </EntryList>
      {requests.length > most && (
        <Link href="/manage/approvals" className={classes.all}>
          {t('all')}
        </Link>
      )}
    </section>
  )
}
