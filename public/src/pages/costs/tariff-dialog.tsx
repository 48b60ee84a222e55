import '@mantine/core/styles/NumberInput.layer.css'
import { NativeSelect, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewTariff } from '../../../../worker/http/cost-schemas.ts'
import { useAddTariff } from '../../api/costs.ts'
import { usePrinters } from '../../api/printers.ts'
import { useTimeZone } from '../../api/site.ts'
import { DayField } from '../../forms/day-field.tsx'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { instantOfField } from '../../forms/local-instant.ts'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'
import { kinds as machineKinds } from '../../machines/kinds.ts'

const kinds = ['energy', 'machine', 'job'] as const

/**
 * `cents` is what a person types: cents per kWh, euros per machine hour, euros per job. `printerId` names a machine,
 * or with `kind:` before it all of a kind, or nothing: all.
 */
type Values = { kind: (typeof kinds)[number]; printerId: string; cents: number | string; validFrom: string }

/** Typed cents per kWh to cents per MWh; typed euros to cents. */
const factor = { energy: 1_000, machine: 100, job: 100 } as const

const kindMark = 'kind:'

/** For which machines a price is. */
const machinesOf = ({ kind, printerId }: Values) => {
  if (kind === 'energy' || printerId === '') return { printerId: null, printerKind: null }
  return printerId.startsWith(kindMark)
    ? { printerId: null, printerKind: printerId.slice(kindMark.length) }
    : { printerId, printerKind: null }
}

/** A new price from a day on; what something has cost already never changes. */
export default function TariffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const timeZone = useTimeZone()
  const printers = usePrinters().data ?? []
  const wish = (values: Values) => ({
    kind: values.kind,
    ...machinesOf(values),
    cents: values.cents === '' ? Number.NaN : Math.round(Number(values.cents) * factor[values.kind]),
    validFrom: values.validFrom === '' ? '' : instantOfField(`${values.validFrom}T00:00`, timeZone),
  })
  const initialValues: Values = { kind: 'energy', printerId: '', cents: '', validFrom: '' }
  const form = useSchemaForm({ initialValues, schema: NewTariff, wish })
  const add = useAddTariff(() => {
    notifications.show({ color: 'teal', message: t('saved') })
    onClose()
  })
  const { kind } = form.values
  return (
    <FormDialog
      title={t('tariffs.add')}
      submit={t('save')}
      isPending={add.isPending}
      error={add.error}
      fields={['kind', 'printerId', 'cents', 'validFrom']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => add.mutate(wish(values), { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <NativeSelect
        label={t('tariffs.what')}
        data={kinds.map((value) => ({ value, label: t(`tariffs.kind.${value}`) }))}
        {...form.getInputProps('kind')}
      />
      {kind !== 'energy' && (
        <NativeSelect
          label={t('tariffs.printer')}
          data={[
            { value: '', label: t('tariffs.all') },
            ...machineKinds.map((one) => ({
              value: `${kindMark}${one}`,
              label: t(`tariffs.machines.${one}`),
            })),
            ...printers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('printerId')}
        />
      )}
      <div className={formClasses.pair}>
        <NumberInput
          label={t('tariffs.price')}
          description={t(`tariffs.unit.${kind}`)}
          min={0}
          decimalScale={2}
          decimalSeparator={format.decimalSeparator}
          required
          {...form.getInputProps('cents')}
        />
        <DayField
          label={t('tariffs.from')}
          description={t('tariffs.fromHint')}
          required
          {...form.getInputProps('validFrom')}
        />
      </div>
    </FormDialog>
  )
}
