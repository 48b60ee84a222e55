import { Button } from '@mantine/core'
import { IconPower } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useDialog } from '../parts/use-dialog.ts'

// The overview shows the button, and nearly nobody presses it.
const SwitchOnAgainDialog = lazy(() => import('./switch-on-again-dialog.tsx'))

/** Gives a job its power back that somebody took at the plug, after asking whether all is well there. */
export function SwitchOnAgainButton({ jobId, printerName }: { jobId: string; printerName: string }) {
  const { t } = useTranslation('common')
  const dialog = useDialog<true>()
  return (
    <>
      <Button leftSection={<IconPower size={18} />} onClick={() => dialog.open(true)}>
        {t('job.switchOnAgain')}
      </Button>
      <Suspense fallback={null}>
        {dialog.subject && (
          <SwitchOnAgainDialog jobId={jobId} printerName={printerName} onClose={dialog.close} />
        )}
      </Suspense>
    </>
  )
}
