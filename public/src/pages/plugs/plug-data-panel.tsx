import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { PlugChange } from '../../../../worker/http/machine-schemas.ts'
import { type Plug, useChangePlug } from '../../api/plugs.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { Panel } from '../../parts/panel.tsx'
import { PlugFields, plugFieldNames, plugWish } from './plug-fields.tsx'

/** The plug's name, and its address in the network. */
export function PlugDataPanel({ plug }: { plug: Plug }) {
  const { t } = useTranslation('machines')
  const form = useSchemaForm({
    initialValues: { name: plug.name, address: plug.address },
    schema: PlugChange,
    wish: plugWish,
  })
  const change = useChangePlug(plug.id, () => {
    form.resetDirty()
    notifications.show({ color: 'teal', message: t('saved') })
  })
  return (
    <Panel title={t('plug.data')}>
      <form
        noValidate
        className={formClasses.form}
        onSubmit={form.onSubmit(
          (values) => change.mutate(plugWish(values), { onError: form.showProblem }),
          focusFirstError(form),
        )}
      >
        <PlugFields form={form} />
        <FormProblem error={change.error} fields={plugFieldNames} />
        <div className={formClasses.inline}>
          <Button type="submit" disabled={!form.isDirty()} loading={change.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
