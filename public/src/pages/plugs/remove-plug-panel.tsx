import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Plug, useRemovePlug } from '../../api/plugs.ts'
import formClasses from '../../forms/form.module.css'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

/** Lets go of a plug: nobody switches or measures it any more. */
export function RemovePlugPanel({ plug }: { plug: Plug }) {
  const { t } = useTranslation('machines')
  const dialog = useDialog<true>()
  const [, go] = useLocation()
  const remove = useRemovePlug(() => {
    notifications.show({ message: t('plug.removed', { name: plug.name }) })
    go('/manage/plugs')
  })
  return (
    <Panel title={t('plug.removeTitle')} text={t('plug.removeText')}>
      <div className={formClasses.inline}>
        <Button variant="outline" color="red" onClick={() => dialog.open(true)}>
          {t('plug.remove')}
        </Button>
      </div>
      {dialog.subject && (
        <ConfirmDialog
          title={t('plug.removeAsk', { name: plug.name })}
          confirm={t('plug.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(plug.id)}
          onClose={dialog.close}
        >
          <ul>
            <li>{t('plug.removeEffect.printer')}</li>
            <li>{t('plug.removeEffect.energy')}</li>
            <li>{t('plug.removeEffect.again')}</li>
          </ul>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
