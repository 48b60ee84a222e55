import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconEdit, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NewCostCentre } from '../../../../worker/http/cost-schemas.ts'
import { type CostCentre, useArchiveCostCentre, useCostCentres, useSaveCostCentre } from '../../api/costs.ts'
import { useMay } from '../../api/permission.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { RowMenu } from '../../lists/row-menu.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './costs.module.css'

type Asked =
  | { kind: 'save'; costCentre: CostCentre | undefined }
  | { kind: 'archive'; costCentre: CostCentre }

/** What reservations can be charged to. */
export function CostCentresPanel() {
  const { t } = useTranslation('costs')
  const mayManage = useMay('cost_centre.manage')
  const costCentres = useCostCentres()
  const dialog = useDialog<Asked>()
  const columns: Column<CostCentre>[] = [
    {
      key: 'code',
      header: t('code'),
      sortBy: ({ code }) => code,
      cell: ({ code, name }) => <RowTitle note={name}>{code}</RowTitle>,
    },
  ]
  const actions: Column<CostCentre> = {
    key: 'actions',
    header: t('actions'),
    isHeaderHidden: true,
    align: 'end',
    cell: (costCentre) => (
      <RowMenu
        name={costCentre.code}
        actions={[
          {
            label: t('edit'),
            icon: <IconEdit size={18} />,
            onClick: () => dialog.open({ kind: 'save', costCentre }),
          },
          {
            label: t('remove'),
            icon: <IconArchive size={18} />,
            isDangerous: true,
            onClick: () => dialog.open({ kind: 'archive', costCentre }),
          },
        ]}
      />
    ),
  }
  return (
    <Panel
      title={t('centres.title')}
      text={t('centres.text')}
      aside={
        mayManage && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} />}
            onClick={() => dialog.open({ kind: 'save', costCentre: undefined })}
          >
            {t('centres.add')}
          </Button>
        )
      }
    >
      {costCentres.data?.length === 0 && <p className={classes.none}>{t('centres.empty')}</p>}
      {costCentres.isError && !costCentres.data && (
        <ProblemNotice error={costCentres.error} onRetry={() => void costCentres.refetch()} />
      )}
      {costCentres.data && costCentres.data.length > 0 && (
        <LocalList
          label={t('centres.title')}
          rows={costCentres.data}
          columns={mayManage ? [...columns, actions] : columns}
          rowKey={({ id }) => id}
          textOf={({ code, name }) => `${code} ${name}`}
          hint={t('centres.searchHint')}
          firstBy="code"
        />
      )}
      {dialog.subject?.kind === 'save' && (
        <CostCentreDialog costCentre={dialog.subject.costCentre} onClose={dialog.close} />
      )}
      {dialog.subject?.kind === 'archive' && (
        <ArchiveDialog costCentre={dialog.subject.costCentre} onClose={dialog.close} />
      )}
    </Panel>
  )
}

type SaveProps = { costCentre: CostCentre | undefined; onClose: () => void }

function CostCentreDialog({ costCentre, onClose }: SaveProps) {
  const { t } = useTranslation('costs')
  const form = useSchemaForm({
    initialValues: { code: costCentre?.code ?? '', name: costCentre?.name ?? '' },
    schema: NewCostCentre,
    wish: (values) => values,
  })
  const save = useSaveCostCentre(costCentre?.id, () => {
    notifications.show({ color: 'teal', message: t('saved') })
    onClose()
  })
  return (
    <FormDialog
      title={costCentre ? t('edit') : t('centres.add')}
      submit={t('save')}
      isPending={save.isPending}
      error={save.error}
      fields={['code', 'name']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => save.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      <div className={formClasses.pair}>
        <TextInput label={t('code')} maxLength={20} required data-autofocus {...form.getInputProps('code')} />
        <TextInput label={t('name')} maxLength={80} required {...form.getInputProps('name')} />
      </div>
    </FormDialog>
  )
}

function ArchiveDialog({ costCentre, onClose }: { costCentre: CostCentre; onClose: () => void }) {
  const { t } = useTranslation('costs')
  const archive = useArchiveCostCentre(() => {
    notifications.show({ message: t('removed', { name: costCentre.code }) })
    onClose()
  })
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: costCentre.code })}
      confirm={t('remove')}
      isPending={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate(costCentre.id)}
      onClose={onClose}
    >
      <p>{t('centres.removeText')}</p>
    </ConfirmDialog>
  )
}
