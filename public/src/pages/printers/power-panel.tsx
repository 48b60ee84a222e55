import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { powerPolicyOf } from '../../../../worker/domain/power-policy.ts'
import { PowerPolicyChange as PowerPolicySchema } from '../../../../worker/http/power-schemas.ts'
import {
  type PowerPolicy,
  type PowerPolicyChange,
  useChangePowerPolicy,
  usePowerPolicy,
} from '../../api/power-policy.ts'
import type { PrinterDetails } from '../../api/printers.ts'
import { useFieldWords } from '../../forms/field-words.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Calibration } from './calibration.tsx'

const numbers = [
  { key: 'warmUpMinutes', unit: 'minutes' },
  { key: 'coolDownMinutes', unit: 'minutes' },
  { key: 'idleWatts', unit: 'watts' },
  { key: 'busyWatts', unit: 'watts' },
  { key: 'idleMinutes', unit: 'minutes' },
  { key: 'maxOverrunMinutes', unit: 'minutes' },
  { key: 'unbookedMinutes', unit: 'minutes' },
] as const

const endPolicies = ['wait_until_idle', 'cut'] as const

/** How the machine is switched on and off; empty fields follow its kind and model. */
export function PowerPanel({ printer }: { printer: PrinterDetails }) {
  const { t } = useTranslation('power')
  const policy = usePowerPolicy(printer.id).data
  return (
    <Panel title={t('title')} text={t('text')}>
      {policy && <Form key={JSON.stringify(policy.overrides)} printer={printer} policy={policy} />}
    </Panel>
  )
}

function Form({ printer, policy }: { printer: PrinterDetails; policy: PowerPolicy }) {
  const { t } = useTranslation('power')
  const words = useFieldWords()
  const [draft, setDraft] = useState<PowerPolicyChange>(policy.overrides)
  const change = useChangePowerPolicy(printer.id, () =>
    notifications.show({ color: 'teal', message: t('saved') }),
  )
  const usual = powerPolicyOf(printer, {})
  const judged = PowerPolicySchema.safeParse(draft, { error: words })
  const errors = Object.fromEntries(
    judged.success ? [] : judged.error.issues.map(({ path, message }) => [String(path[0]), message]),
  )
  const set = (key: keyof PowerPolicyChange, value: unknown) =>
    setDraft(({ [key]: _, ...rest }) => (value === undefined ? rest : { ...rest, [key]: value }))
  const endPolicy = draft.endPolicy ?? usual.endPolicy
  const isChanged = JSON.stringify(draft) !== JSON.stringify(policy.overrides)
  return (
    <div className={formClasses.form}>
      <NativeSelect
        label={t('endPolicy')}
        description={t(`endPolicyHint.${endPolicy}`)}
        value={endPolicy}
        data={endPolicies.map((value) => ({ value, label: t(`endPolicies.${value}`) }))}
        onChange={(event) =>
          set(
            'endPolicy',
            endPolicies.find((one) => one === event.currentTarget.value),
          )
        }
      />
      <div className={formClasses.pair}>
        {numbers.map(({ key, unit }) => (
          <NumberInput
            key={key}
            label={t(`field.${key}`)}
            description={t(`hint.${key}`)}
            placeholder={t('usual', { value: usual[key], unit: t(`unit.${unit}`) })}
            suffix={` ${t(`unit.${unit}`)}`}
            min={0}
            value={draft[key] ?? ''}
            error={errors[key]}
            onChange={(typed) => set(key, typed === '' ? undefined : Number(typed))}
          />
        ))}
      </div>
      <Switch
        label={t('cuts')}
        description={t('cutsHint')}
        checked={draft.cutsAtMaxOverrun ?? usual.cutsAtMaxOverrun}
        onChange={(event) => set('cutsAtMaxOverrun', event.currentTarget.checked)}
      />
      <FormProblem error={change.error} fields={[]} />
      <div className={formClasses.inline}>
        <Button
          disabled={!isChanged || !judged.success}
          loading={change.isPending}
          onClick={() => change.mutate(draft)}
        >
          {t('save')}
        </Button>
      </div>
      {printer.plugId !== null && (
        <Calibration
          printerId={printer.id}
          onAccept={({ idleWatts, busyWatts }) => setDraft((before) => ({ ...before, idleWatts, busyWatts }))}
        />
      )}
    </div>
  )
}
