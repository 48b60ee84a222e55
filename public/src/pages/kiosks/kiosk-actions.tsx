import { notifications } from '@mantine/notifications'
import { IconKey, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Kiosk, type KioskCode, useRemoveKiosk, useRenewKioskCode } from '../../api/kiosks.ts'
import { RowMenu } from '../../lists/row-menu.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { KioskCodeDialog } from './kiosk-code.tsx'

/** A new code for a display, or locking it out, after asking. */
export function KioskActions({ kiosk }: { kiosk: Kiosk }) {
  const { t } = useTranslation('machines')
  const words = useProblemWords()
  const code = useDialog<KioskCode>()
  const revoking = useDialog<true>()
  const renew = useRenewKioskCode(code.open)
  const remove = useRemoveKiosk(() => {
    notifications.show({ message: t('kiosk.removed', { name: kiosk.name }) })
    revoking.close()
  })
  const renewCode = () =>
    renew.mutate(kiosk.id, {
      onError: (error) => {
        const { title, text } = words(error)
        notifications.show({ color: 'red', title, message: text })
      },
    })
  return (
    <>
      <RowMenu
        name={kiosk.name}
        actions={[
          { label: t('kiosk.renew'), icon: <IconKey size={18} />, onClick: renewCode },
          {
            label: t('kiosk.remove'),
            icon: <IconLock size={18} />,
            isDangerous: true,
            onClick: () => revoking.open(true),
          },
        ]}
      />
      {code.subject && <KioskCodeDialog kiosk={code.subject} onClose={code.close} />}
      {revoking.subject && (
        <ConfirmDialog
          title={t('kiosk.removeAsk', { name: kiosk.name })}
          confirm={t('kiosk.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(kiosk.id)}
          onClose={revoking.close}
        >
          <p>{t('kiosk.removeText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
