import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import formClasses from '../../forms/form.module.css'
import type { SchemaForm } from '../../forms/use-schema-form.ts'
import { kinds } from '../../machines/kinds.ts'

export type PrinterValues = {
  name: string
  manufacturer: string
  model: string
  kind: string
  location: string
}

/** What is sent for these fields; an empty place is none. */
export const printerWish = (values: PrinterValues) => ({
  ...values,
  location: values.location.trim() || null,
})

export const printerFieldNames = ['name', 'manufacturer', 'model', 'kind', 'location']

/** What a printer is and where it stands. */
export function PrinterFields({ form }: { form: SchemaForm<PrinterValues> }) {
  const { t } = useTranslation('machines')
  return (
    <>
      <TextInput
        label={t('field.name')}
        description={t('printer.nameHint')}
        maxLength={60}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <div className={formClasses.pair}>
        <TextInput
          label={t('field.manufacturer')}
          maxLength={60}
          required
          {...form.getInputProps('manufacturer')}
        />
        <TextInput label={t('field.model')} maxLength={60} required {...form.getInputProps('model')} />
      </div>
      <div className={formClasses.pair}>
        <NativeSelect
          label={t('field.kind')}
          data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput
          label={t('field.location')}
          placeholder={t('printer.locationHint')}
          maxLength={80}
          {...form.getInputProps('location')}
        />
      </div>
    </>
  )
}
