import { Button, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plug } from '../../api/plugs.ts'
import { useChangePrinter, usePrinters } from '../../api/printers.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'

/** Puts the plug before a printer that has none yet. */
export function AssignStep({ plug, onDone }: { plug: Plug; onDone: () => void }) {
  const { t } = useTranslation('machines')
  const [printerId, setPrinterId] = useState('')
  const free = (usePrinters().data ?? []).filter(({ plugId }) => plugId === null)
  const change = useChangePrinter(printerId, () => {
    notifications.show({ color: 'teal', message: t('adopt.done', { name: plug.name }) })
    onDone()
  })
  return (
    <Panel title={t('adopt.assignTitle')} text={t(free.length > 0 ? 'adopt.assignText' : 'adopt.noneFree')}>
      {free.length > 0 && (
        <NativeSelect
          label={t('field.printer')}
          data={[
            { value: '', label: t('adopt.later') },
            ...free.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={printerId}
          onChange={(event) => setPrinterId(event.currentTarget.value)}
        />
      )}
      <FormProblem error={change.error} fields={[]} />
      <div className={formClasses.inline}>
        <Button
          loading={change.isPending}
          onClick={() => (printerId === '' ? onDone() : change.mutate({ plugId: plug.id }))}
        >
          {t('adopt.finish')}
        </Button>
      </div>
    </Panel>
  )
}
