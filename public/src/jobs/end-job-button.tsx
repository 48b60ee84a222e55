import { Button } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobEnding } from '../api/jobs.ts'
import type { Job } from '../api/shapes.ts'
import { useDialog } from '../parts/use-dialog.ts'

const EndJobDialog = lazy(() => import('./end-job-dialog.tsx'))

/** What its owner can do to a job in its present state, if anything. */
export function endingOf(job: Job): JobEnding | undefined {
  switch (job.status) {
    case 'requested':
    case 'scheduled':
      return 'cancel'
    case 'running':
    case 'overrunning':
      return 'finish'
    case 'finished':
    case 'cancelled':
    case 'missed':
    case 'rejected':
    case 'expired':
      return undefined
  }
}

/** Cancel or finish, after asking; nothing for a job that is over. */
export function EndJobButton({ job, printerName }: { job: Job; printerName: string }) {
  // Not from the texts of reservations: the overview, which shows the button, loads none of those.
  const { t } = useTranslation('common')
  const dialog = useDialog<JobEnding>()
  const ending = endingOf(job)
  return (
    <>
      {ending && (
        <Button
          variant="default"
          size="sm"
          aria-label={`${t(`job.${ending}`)}: ${job.title}, ${printerName}`}
          onClick={() => dialog.open(ending)}
        >
          {t(`job.${ending}`)}
        </Button>
      )}
      <Suspense fallback={null}>
        {dialog.subject && (
          <EndJobDialog job={job} printerName={printerName} ending={dialog.subject} onClose={dialog.close} />
        )}
      </Suspense>
    </>
  )
}
