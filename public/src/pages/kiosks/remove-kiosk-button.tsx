import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type Kiosk, useRemoveKiosk } from '../../api/kiosks.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

/** Locks a display out, after asking. */
export function RemoveKioskButton({ kiosk }: { kiosk: Kiosk }) {
  const { t } = useTranslation('machines')
  const dialog = useDialog<true>()
  const remove = useRemoveKiosk(() => {
    notifications.show({ message: t('kiosk.removed', { name: kiosk.name }) })
    dialog.close()
  })
  return (
    <>
      <Button
        variant="default"
        size="sm"
        aria-label={`${t('kiosk.remove')}: ${kiosk.name}`}
        onClick={() => dialog.open(true)}
      >
        {t('kiosk.remove')}
      </Button>
      {dialog.subject && (
        <ConfirmDialog
          title={t('kiosk.removeAsk', { name: kiosk.name })}
          confirm={t('kiosk.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(kiosk.id)}
          onClose={dialog.close}
        >
          <p>{t('kiosk.removeText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
