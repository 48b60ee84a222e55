import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { NewPlug } from '../../../../worker/http/machine-schemas.ts'
import { type Plug, useAdoptPlug } from '../../api/plugs.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'
import { PlugFields, plugFieldNames, plugWish } from './plug-fields.tsx'

type NameStepProps = { address: string; onBack: () => void; onAdopted: (plug: Plug) => void }

/** Gives the plug a name; from here on it belongs to the workshop. */
export function NameStep({ address, onBack, onAdopted }: NameStepProps) {
  const { t } = useTranslation('machines')
  const form = useSchemaForm({ initialValues: { name: '', address }, schema: NewPlug, wish: plugWish })
  const adopt = useAdoptPlug(onAdopted)
  return (
    <Panel title={t('adopt.nameTitle')} text={t('adopt.nameText')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => adopt.mutate(plugWish(values), { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <PlugFields form={form} />
        <FormProblem error={adopt.error} fields={plugFieldNames} />
        <div className={formClasses.inline}>
          <Button type="submit" loading={adopt.isPending}>
            {t('plug.adopt')}
          </Button>
          <Button variant="default" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
