import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useSwitchOnAgain } from '../api/job.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'

type SwitchOnAgainProps = { jobId: string; printerName: string; onClose: () => void }

/** Asks whether all is well at the printer, and gives the job its power back. */
export default function SwitchOnAgainDialog({ jobId, printerName, onClose }: SwitchOnAgainProps) {
  const { t } = useTranslation(['jobs', 'common'])
  const again = useSwitchOnAgain(() => {
    notifications.show({ color: 'teal', message: t('switchedOff.done', { printer: printerName }) })
    onClose()
  })
  return (
    <ConfirmDialog
      title={t('switchedOff.title', { printer: printerName })}
      confirm={t('common:job.switchOnAgain')}
      color="accent"
      isPending={again.isPending}
      error={again.error}
      onConfirm={() => again.mutate({ id: jobId })}
      onClose={onClose}
    >
      <p>{t('switchedOff.ask')}</p>
    </ConfirmDialog>
  )
}
