import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type Person, useChangePerson, usePersonalData, usePersonDeed } from '../../api/people.ts'
import { asProblem } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import formClasses from '../../forms/form.module.css'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ReasonForm } from '../../parts/reason-form.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { useDialog } from '../../parts/use-dialog.ts'

/** Disabling, handing out what is kept about a person, and forgetting who they were. */
export function LeavingPanel({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const [, go] = useLocation()
  const isOneself = useSession()?.user.id === person.id
  const dialog = useDialog<'disable' | 'anonymise'>()
  const change = useChangePerson(person.id, dialog.close)
  const anonymise = usePersonDeed('anonymise', () => {
    notifications.show({ message: t('leaving.anonymised') })
    go('/manage/people')
  })
  const data = usePersonalData()
  const isDisabled = person.disabledAt !== null
  const name = person.displayName
  const save = (reason?: string) =>
    data.mutate(
      { id: person.id, ...(reason !== undefined && { reason }) },
      {
        onSuccess: (found) =>
          saveFile(`${person.username}.json`, 'application/json', JSON.stringify(found, null, 2)),
      },
    )
  const needsReason = data.isError && asProblem(data.error).code === 'reason_required'
  return (
    <Panel title={t('leaving.title')} text={t('leaving.text')}>
      <div className={formClasses.inline}>
        {isDisabled ? (
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate({ disabled: false })}
          >
            {t('leaving.enable')}
          </Button>
        ) : (
          <Button variant="default" disabled={isOneself} onClick={() => dialog.open('disable')}>
            {t('leaving.disable')}
          </Button>
        )}
        <Button variant="default" loading={data.isPending} onClick={() => save()}>
          {t('leaving.export')}
        </Button>
        <Button variant="outline" color="red" disabled={isOneself} onClick={() => dialog.open('anonymise')}>
          {t('leaving.anonymise')}
        </Button>
      </div>
      {needsReason && <ReasonForm onReason={save} />}
      {data.error && !needsReason && <ProblemNotice error={data.error} />}
      {dialog.subject === 'disable' && (
        <ConfirmDialog
          title={t('leaving.disableTitle', { name })}
          confirm={t('leaving.disable')}
          isPending={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate({ disabled: true })}
          onClose={dialog.close}
        >
          <ul>
            <li>{t('leaving.disableEffect.out')}</li>
            <li>{t('leaving.disableEffect.jobs')}</li>
            <li>{t('leaving.disableEffect.back')}</li>
          </ul>
        </ConfirmDialog>
      )}
      {dialog.subject === 'anonymise' && (
        <ConfirmDialog
          title={t('leaving.anonymiseTitle', { name })}
          confirm={t('leaving.anonymise')}
          isPending={anonymise.isPending}
          error={anonymise.error}
          onConfirm={() => anonymise.mutate(person.id)}
          onClose={dialog.close}
        >
          <ul>
            <li>{t('leaving.anonymiseEffect.name')}</li>
            <li>{t('leaving.anonymiseEffect.figures')}</li>
            <li>{t('leaving.anonymiseEffect.never')}</li>
          </ul>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
