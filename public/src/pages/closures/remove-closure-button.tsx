import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type Closure, useRemoveClosure } from '../../api/manage-closures.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

/** Opens again what was closed, after asking. */
export function RemoveClosureButton({ closure }: { closure: Closure }) {
  const { t } = useTranslation('closures')
  const dialog = useDialog<true>()
  const remove = useRemoveClosure(() => {
    notifications.show({ message: t('removed', { reason: closure.reason }) })
    dialog.close()
  })
  return (
    <>
      <Button
        variant="default"
        size="sm"
        aria-label={`${t('remove')}: ${closure.reason}`}
        onClick={() => dialog.open(true)}
      >
        {t('remove')}
      </Button>
      {dialog.subject && (
        <ConfirmDialog
          title={t('removeTitle', { reason: closure.reason })}
          confirm={t('remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(closure.id)}
          onClose={dialog.close}
        >
          <p>{t('removeText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
