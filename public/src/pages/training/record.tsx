import { Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import { asProblem } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import { useTimeZone } from '../../api/site.ts'
import { type RecordQuery, useTrainingRecord } from '../../api/training-record.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { DayField } from '../../forms/day-field.tsx'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReasonForm } from '../../parts/reason-form.tsx'
import { TrainingPage } from '../../training/training-page.tsx'
import { Activities } from './activities.tsx'
import classes from './record.module.css'
import { WeekText } from './week-text.tsx'

/** A day some weeks later, as YYYY-MM-DD. */
const weeksLater = (day: string, weeks: number): string => {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + weeks * 7)
  return date.toISOString().slice(0, 10)
}

/** A week for the training record: what one did on machines, and what one writes about it. */
export default function Record() {
  const { t } = useTranslation('training')
  const format = useFormat()
  const timeZone = useTimeZone()
  const own = useSession()?.user.id ?? ''
  const userId = new URLSearchParams(useSearch()).get('userId') ?? own
  const [week, setWeek] = useState(() => localTimeAt(Date.now(), timeZone).date)
  const [reason, setReason] = useState<string>()
  const query: RecordQuery = {
    week,
    ...(userId !== own && { userId }),
    ...(userId !== own && reason !== undefined && { reason }),
  }
  const record = useTrainingRecord(query)
  const { data } = record
  const needsReason = record.isError && asProblem(record.error).code === 'reason_required'
  const csv = `/api/figures/training-record?${new URLSearchParams({ ...query, format: 'csv' })}`
  return (
    <TrainingPage>
      <div className={`${formClasses.inline} ${classes.screen}`}>
        <Button
          variant="default"
          aria-label={t('record.before')}
          onClick={() => setWeek(weeksLater(week, -1))}
        >
          <IconChevronLeft size={18} />
        </Button>
        <DayField
          className={classes.day}
          aria-label={t('record.week')}
          value={week}
          allowDeselect={false}
          onChange={setWeek}
        />
        <Button variant="default" aria-label={t('record.after')} onClick={() => setWeek(weeksLater(week, 1))}>
          <IconChevronRight size={18} />
        </Button>
        <Button component="a" href={csv} download variant="default" leftSection={<IconDownload size={18} />}>
          CSV
        </Button>
        <PrintButton>{t('evidence.print')}</PrintButton>
      </div>
      {record.isPending && <ListSkeleton label={t('loading')} />}
      {needsReason && <ReasonForm onReason={setReason} />}
      {record.isError && !needsReason && (
        <ProblemNotice error={record.error} onRetry={() => void record.refetch()} />
      )}
      {data && (
        <>
          <h2 className={classes.week}>
            {t('record.title', {
              from: format.date(data.from),
              to: format.date(data.to),
              name: data.userName,
            })}
          </h2>
          <Activities record={data} />
          <WeekText
            key={`${data.userId} ${data.from} ${data.version}`}
            record={data}
            isOwn={data.userId === own}
          />
          <p className={classes.signatures} aria-hidden="true">
            <span>{t('record.signTrainee')}</span>
            <span>{t('record.signTrainer')}</span>
          </p>
        </>
      )}
    </TrainingPage>
  )
}
