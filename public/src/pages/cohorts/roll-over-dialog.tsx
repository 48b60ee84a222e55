import '@mantine/core/styles/Radio.layer.css'
import { Button, NativeSelect, Radio } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cohort, type RollOver, useCohorts, useRollOver } from '../../api/people.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Dialog } from '../../parts/dialog.tsx'

/** At a year's end: first shows who it is, then disables them or moves them to another group. */
export default function RollOverDialog({ cohort, onClose }: { cohort: Cohort; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const others = (useCohorts().data ?? []).filter(({ id }) => id !== cohort.id)
  const [toCohortId, setToCohortId] = useState(others[0]?.id ?? '')
  const [action, setAction] = useState<RollOver['action']>('disable')
  const preview = useRollOver(cohort.id)
  const rollOver = useRollOver(cohort.id)
  const wish = (dryRun: boolean): RollOver =>
    action === 'disable' ? { action, dryRun } : { action, toCohortId, dryRun }
  const people = preview.data?.people
  const choose = (change: () => void) => {
    change()
    preview.reset()
  }
  return (
    <Dialog kind="form" title={t('people:rollOver.title', { name: cohort.name })} onClose={onClose}>
      <div className={formClasses.form}>
        <Radio.Group
          label={t('people:rollOver.what')}
          value={action}
          onChange={(value) => choose(() => setAction(value === 'move' ? 'move' : 'disable'))}
        >
          <div className={formClasses.options}>
            <Radio
              value="disable"
              label={t('people:rollOver.disable')}
              description={t('people:rollOver.disableHint')}
            />
            <Radio
              value="move"
              label={t('people:rollOver.move')}
              description={t('people:rollOver.moveHint')}
              disabled={others.length === 0}
            />
          </div>
        </Radio.Group>
        {action === 'move' && (
          <NativeSelect
            label={t('people:rollOver.to')}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={toCohortId}
            onChange={(event) => {
              const chosen = event.currentTarget.value
              choose(() => setToCohortId(chosen))
            }}
          />
        )}
        {people && (
          <div role="status">
            <strong>{t('people:rollOver.affected', { count: people.length })}</strong>
            <p>{people.map(({ displayName }) => displayName).join(', ')}</p>
          </div>
        )}
        <FormProblem error={preview.error ?? rollOver.error} fields={[]} />
        <footer className={formClasses.footer}>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          {people && people.length > 0 ? (
            <Button
              color={action === 'disable' ? 'red' : 'accent'}
              loading={rollOver.isPending}
              onClick={() =>
                rollOver.mutate(wish(false), {
                  onSuccess: (done) => {
                    notifications.show({
                      color: 'teal',
                      message: t('people:rollOver.done', { count: done.people.length }),
                    })
                    onClose()
                  },
                })
              }
            >
              {t(`people:rollOver.confirm.${action}`)}
            </Button>
          ) : (
            <Button loading={preview.isPending} onClick={() => preview.mutate(wish(true))}>
              {t('people:rollOver.preview')}
            </Button>
          )}
        </footer>
      </div>
    </Dialog>
  )
}
