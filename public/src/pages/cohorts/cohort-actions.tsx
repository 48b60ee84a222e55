import { notifications } from '@mantine/notifications'
import { IconArchive, IconEdit, IconLogout2 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cohort, useArchiveCohort } from '../../api/people.ts'
import { RowMenu } from '../../lists/row-menu.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const CohortDialog = lazy(() => import('./cohort-dialog.tsx'))
const RollOverDialog = lazy(() => import('./roll-over-dialog.tsx'))

/** What can be done with a group: rename, roll over at the year's end, take off the list. */
export function CohortActions({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation('people')
  const dialog = useDialog<'edit' | 'roll-over' | 'archive'>()
  const archive = useArchiveCohort(() => {
    notifications.show({ message: t('cohort.archived', { name: cohort.name }) })
    dialog.close()
  })
  return (
    <>
      <RowMenu
        name={cohort.name}
        actions={[
          { label: t('cohort.edit'), icon: <IconEdit size={18} />, onClick: () => dialog.open('edit') },
          {
            label: t('cohort.rollOver'),
            icon: <IconLogout2 size={18} />,
            onClick: () => dialog.open('roll-over'),
          },
          {
            label: t('cohort.archive'),
            icon: <IconArchive size={18} />,
            isDangerous: true,
            onClick: () => dialog.open('archive'),
          },
        ]}
      />
      <Suspense fallback={null}>
        {dialog.subject === 'edit' && <CohortDialog cohort={cohort} onClose={dialog.close} />}
        {dialog.subject === 'roll-over' && <RollOverDialog cohort={cohort} onClose={dialog.close} />}
      </Suspense>
      {dialog.subject === 'archive' && (
        <ConfirmDialog
          title={t('cohort.archiveTitle', { name: cohort.name })}
          confirm={t('cohort.archive')}
          isPending={archive.isPending}
          error={archive.error}
          onConfirm={() => archive.mutate(cohort.id)}
          onClose={dialog.close}
        >
          <p>{t('cohort.archiveText')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
