import { notifications } from '@mantine/notifications'
import { IconCalendarCheck, IconEdit } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Closure, useRemoveClosure } from '../../api/manage-closures.ts'
import { RowMenu } from '../../lists/row-menu.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const ClosureDialog = lazy(() => import('./closure-dialog.tsx'))

/** Changes a closure, or opens again what was closed, after asking. */
export function ClosureActions({ closure }: { closure: Closure }) {
  const { t } = useTranslation('closures')
  const dialog = useDialog<'edit' | 'remove'>()
  const remove = useRemoveClosure(() => {
    notifications.show({ message: t('removed', { reason: closure.reason }) })
    dialog.close()
  })
  return (
    <>
      <RowMenu
        name={closure.reason}
        actions={[
          { label: t('edit'), icon: <IconEdit size={18} />, onClick: () => dialog.open('edit') },
          {
            label: t('remove'),
            icon: <IconCalendarCheck size={18} />,
            isDangerous: true,
            onClick: () => dialog.open('remove'),
          },
        ]}
      />
      <Suspense fallback={null}>
        {dialog.subject === 'edit' && <ClosureDialog closure={closure} onClose={dialog.close} />}
      </Suspense>
      {dialog.subject === 'remove' && (
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
