import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMinority, useSaveMinority } from '../../api/minority.ts'
import type { Person } from '../../api/people.ts'
import { asProblem } from '../../api/problem.ts'
import { DayField } from '../../forms/day-field.tsx'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'

/** Until when somebody is a minor: their instructions are good for a shorter time. Forgotten when the day has come. */
export function MinorityPanel({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const minority = useMinority(person.id)
  const [typed, setTyped] = useState<string>()
  const save = useSaveMinority(person.id, () => {
    setTyped(undefined)
    notifications.show({ color: 'teal', message: t('saved') })
  })
  const known = minority.data?.adultOn ?? ''
  const shown = typed ?? known
  return (
    <Panel title={t('minority.title')} text={t('minority.text')}>
      <form
        className={formClasses.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(shown === '' ? null : shown)
        }}
      >
        <DayField
          label={t('minority.adultOn')}
          description={t('minority.hint')}
          value={shown}
          error={save.error ? asProblem(save.error).at('adultOn') : undefined}
          onChange={setTyped}
        />
        <FormProblem error={save.error} fields={['adultOn']} />
        <div className={formClasses.inline}>
          <Button type="submit" disabled={shown === known} loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
