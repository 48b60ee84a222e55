import '@mantine/core/styles/NumberInput.layer.css'
import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { NewTariff } from '../../../../worker/http/cost-schemas.ts'
import { useAddTariff } from '../../api/costs.ts'
import { usePrinters } from '../../api/printers.ts'
import { useTimeZone } from '../../api/site.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { instantOfField } from '../../forms/local-instant.ts'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { useFormat } from '../../i18n/format.ts'

const kinds = ['energy', 'machine'] as const

/** `cents` is what a person types: cents per kWh, or euros per machine hour. */
type Values = { kind: (typeof kinds)[number]; printerId: string; cents: number | string; validFrom: string }

/** Typed cents per kWh to cents per MWh; typed euros per hour to cents per hour. */
const factor = { energy: 1_000, machine: 100 } as const

/** A new price from a day on; what something has cost already never changes. */
export default function TariffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const timeZone = useTimeZone()
  const printers = usePrinters().data ?? []
  const wish = ({ kind, printerId, cents, validFrom }: Values) => ({
    kind,
    printerId: kind === 'machine' && printerId !== '' ? printerId : null,
    cents: cents === '' ? Number.NaN : Math.round(Number(cents) * factor[kind]),
    validFrom: validFrom === '' ? '' : instantOfField(`${validFrom}T00:00`, timeZone),
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
      {kind === 'machine' && (
        <NativeSelect
          label={t('tariffs.printer')}
          data={[
            { value: '', label: t('tariffs.all.machine') },
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
        <TextInput
          type="date"
          label={t('tariffs.from')}
          description={t('tariffs.fromHint')}
          required
          {...form.getInputProps('validFrom')}
        />
      </div>
    </FormDialog>
  )
}
