import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { usePerson } from '../../api/people.ts'
import { useMay } from '../../api/permission.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatePill } from '../../people/state-pill.tsx'
import { AccessPanel } from './access-panel.tsx'
import { LeavingPanel } from './leaving-panel.tsx'
import { MinorityPanel } from './minority-panel.tsx'
import { PersonPanel } from './person-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'

/** One person: who they are, how they get in, and how they leave. */
export default function PersonDetails() {
  const { t } = useTranslation('people')
  const { id = '' } = useParams<{ id: string }>()
  const mayManage = useMay('user.manage')
  const { data: person, isPending, isError, error, refetch } = usePerson(id)
  return (
    <Page
      isNarrow
      title={person?.displayName ?? t('title')}
      back={{ path: '/manage/people', label: t('back') }}
      aside={person && <StatePill state={person.state} />}
    >
      {isPending && <ListSkeleton label={t('loading')} />}
      {isError && !person && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {person && (
        <>
          <PersonPanel key={person.id} person={person} />
          <AccessPanel person={person} />
          {person.role === 'apprentice' && person.state === 'active' && (
            <>
              <MinorityPanel key={`minority ${person.id}`} person={person} />
              <TrainingPanel person={person} />
            </>
          )}
          {mayManage && <LeavingPanel person={person} />}
        </>
      )}
    </Page>
  )
}
