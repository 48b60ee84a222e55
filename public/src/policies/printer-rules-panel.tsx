import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { type PrinterDetails, useChangePrinter } from '../api/printers.ts'
import { useSettings } from '../api/settings.ts'
import { Panel } from '../parts/panel.tsx'
import { printerPolicyOf } from './policy-drafts.ts'
import { PolicyEditor } from './policy-editor.tsx'

/** Which of the workshop's rules this printer overrides, for everybody and for roles. */
export function PrinterRulesPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('policies')
  const settings = useSettings().data
  const overrides = printer.policyOverrides
  const change = useChangePrinter(printer.id, () =>
    notifications.show({ color: 'teal', message: t('saved') }),
  )
  return (
    <Panel title={t('title')} text={t('printerText')}>
      {settings && (
        <PolicyEditor
          // Saved overrides begin a new draft.
          key={JSON.stringify([overrides, settings.booking, settings.bookingByRole])}
          scope={{ kind: 'printer', site: settings, overrides }}
          isReadOnly={false}
          isPending={change.isPending}
          error={change.error}
          onSave={(drafts) => change.mutate({ policy: printerPolicyOf(drafts) })}
        />
      )}
    </Panel>
  )
}
