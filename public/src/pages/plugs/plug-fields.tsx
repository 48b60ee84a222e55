import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import formClasses from '../../forms/form.module.css'
import type { SchemaForm } from '../../forms/use-schema-form.ts'

export type PlugValues = { name: string; address: string }

export const plugWish = ({ name, address }: PlugValues) => ({ name, address: address.trim() })

export const plugFieldNames = ['name', 'address']

/** What a plug is called and where the network finds it. */
export function PlugFields({ form }: { form: SchemaForm<PlugValues> }) {
  const { t } = useTranslation('machines')
  return (
    <div className={formClasses.pair}>
      <TextInput
        label={t('field.name')}
        description={t('plug.nameHint')}
        maxLength={60}
        required
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('field.address')}
        description={t('plug.addressHint')}
        maxLength={255}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('address')}
      />
    </div>
  )
}
