import { ActionIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconEdit, IconFileText, IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useInstructions } from '../../api/instructions.ts'
import { type Qualification, useArchiveQualification } from '../../api/qualifications.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './qualifications.module.css'

const TextDialog = lazy(() => import('./text-dialog.tsx'))
const QualificationDialog = lazy(() => import('./qualification-dialog.tsx'))

/** What people can be instructed in, and how long it holds. */
export function QualificationList({ qualifications }: { qualifications: Qualification[] }) {
  const { t } = useTranslation('qualifications')
  return (
    <ul className={classes.chips} aria-label={t('title')}>
      {qualifications.map((qualification) => (
        <Chip key={qualification.id} qualification={qualification} />
      ))}
    </ul>
  )
}

function Chip({ qualification }: { qualification: Qualification }) {
  const { t } = useTranslation('qualifications')
  const dialog = useDialog<'edit' | 'text' | 'archive'>()
  const { name, validMonths } = qualification
  const instruction = useInstructions().data?.find(({ id }) => id === qualification.id)
  const version = instruction?.text?.version
  const archive = useArchiveQualification(() => {
    notifications.show({ message: t('archived', { name }) })
    dialog.close()
  })
  return (
    <li className={classes.chip}>
      <strong>{name}</strong>
      <span>{validMonths === null ? t('forEver') : t('months', { count: validMonths })}</span>
      {version !== undefined && <span>{t('textVersion', { version })}</span>}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t('text')}: ${name}`}
        onClick={() => dialog.open('text')}
      >
        <IconFileText size={16} />
      </ActionIcon>
      {version !== undefined && (
        <ActionIcon
          component={Link}
          href={`/training/evidence?qualificationId=${encodeURIComponent(qualification.id)}`}
          variant="subtle"
          color="gray"
          aria-label={`${t('evidence')}: ${name}`}
        >
          <IconPrinter size={16} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t('edit')}: ${name}`}
        onClick={() => dialog.open('edit')}
      >
        <IconEdit size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t('archive')}: ${name}`}
        onClick={() => dialog.open('archive')}
      >
        <IconArchive size={16} />
      </ActionIcon>
      <Suspense fallback={null}>
        {dialog.subject === 'text' && (
          <TextDialog qualification={qualification} text={instruction?.text ?? null} onClose={dialog.close} />
        )}
        {dialog.subject === 'edit' && (
          <QualificationDialog qualification={qualification} onClose={dialog.close} />
        )}
      </Suspense>
      {dialog.subject === 'archive' && (
        <ConfirmDialog
          title={t('archiveTitle', { name })}
          confirm={t('archive')}
          isPending={archive.isPending}
          error={archive.error}
          onConfirm={() => archive.mutate(qualification.id)}
          onClose={dialog.close}
        >
          <p>{t('archiveText')}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}
