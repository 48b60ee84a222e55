import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPower } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSwitchOnAgain } from '../api/job.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useDialog } from '../parts/use-dialog.ts'

/** Gives a job its power back that somebody took at the plug, after asking whether all is well there. */
export function SwitchOnAgainButton({ jobId, printerName }: { jobId: string; printerName: string }) {
  const { t } = useTranslation(['jobs', 'common'])
  const dialog = useDialog<true>()
  const again = useSwitchOnAgain(() => {
    notifications.show({ color: 'teal', message: t('jobs:switchedOff.done', { printer: printerName }) })
    dialog.close()
  })
  return (
    <>
      <Button leftSection={<IconPower size={18} />} onClick={() => dialog.open(true)}>
        {t('jobs:switchedOff.action')}
      </Button>
      {dialog.subject && (
        <ConfirmDialog
          title={t('jobs:switchedOff.title', { printer: printerName })}
          confirm={t('jobs:switchedOff.action')}
          color="accent"
          isPending={again.isPending}
          error={again.error}
          onConfirm={() => again.mutate({ id: jobId })}
          onClose={dialog.close}
        >
          <p>{t('jobs:switchedOff.ask')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
