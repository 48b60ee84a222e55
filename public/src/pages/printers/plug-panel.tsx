import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { usePlugs } from '../../api/plugs.ts'
import { type PrinterDetails, useChangePrinter, usePrinters } from '../../api/printers.ts'
import { asProblem } from '../../api/problem.ts'
import formClasses from '../../forms/form.module.css'
import { freePlugs } from '../../machines/free-plugs.ts'
import { PowerPill } from '../../machines/power-pill.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

/** Which plug stands before the printer, and what it says right now. */
export function PlugPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('machines')
  const plugs = freePlugs(usePlugs().data ?? [], usePrinters().data ?? [], printer.plugId)
  const change = useChangePrinter(printer.id)
  const errors = change.error ? asProblem(change.error).errors : []
  const chosen = (change.isPending ? change.variables.plugId : printer.plugId) ?? ''
  return (
    <Panel title={t('field.plug')} text={t('printer.plugHint')} aside={<PowerPill power={printer.power} />}>
      <div className={formClasses.inline}>
        <NativeSelect
          aria-label={t('field.plug')}
          data={[
            { value: '', label: t('printer.noPlug') },
            ...plugs.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={chosen}
          disabled={change.isPending}
          error={errors.find(({ path }) => path === 'plugId')?.message}
          onChange={(event) => change.mutate({ plugId: event.currentTarget.value || null })}
        />
        {printer.plugId === null ? (
          <Button component={Link} href="/manage/plugs/adopt" variant="default">
            {t('plug.adopt')}
          </Button>
        ) : (
          <Button component={Link} href={`/manage/plugs/${printer.plugId}`} variant="default">
            {t('plug.open')}
          </Button>
        )}
      </div>
      {change.error && errors.length === 0 && <ProblemNotice error={change.error} />}
      {printer.power?.failure && (
        <p>
          {printer.power.failure.message} {printer.power.failure.advice}
        </p>
      )}
    </Panel>
  )
}
