import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useInstructions, usePendingSignatures } from '../../api/instructions.ts'
import type { Person } from '../../api/people.ts'
import { type Qualification, useHolders } from '../../api/qualifications.ts'
import type { Column, Sort } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { type Cell, MatrixCell } from './matrix-cell.tsx'

const GrantDialog = lazy(() => import('./grant-dialog.tsx'))
const ConfirmInstructionDialog = lazy(() => import('./confirm-instruction-dialog.tsx'))

type MatrixProps = {
  qualifications: Qualification[]
  people: Person[]
  sort: Sort
  onSort: (key: string) => void
}

/** People against instructions: each cell says how it stands, and a click signs, grants or takes it back. */
export function Matrix({ qualifications, people, sort, onSort }: MatrixProps) {
  const { t } = useTranslation('qualifications')
  const holders = useHolders(qualifications.map(({ id }) => id))
  const instructions = useInstructions().data
  const pending = usePendingSignatures().data
  const dialog = useDialog<Cell>()
  // What is not known yet is not missing.
  if (!instructions || !pending || holders.some(({ isPending }) => isPending))
    return <ListSkeleton label={t('loading')} />
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('person'),
      isSorted: true,
      cell: ({ displayName }) => <RowTitle>{displayName}</RowTitle>,
    },
    {
      key: 'cohort',
      header: t('cohort'),
      isSorted: true,
      isWide: true,
      cell: ({ cohortName }) => cohortName ?? '–',
    },
    ...qualifications.map(
      (qualification, index): Column<Person> => ({
        key: qualification.id,
        header: qualification.name,
        cell: (person) => {
          const { id } = qualification
          const cell: Cell = {
            person,
            qualification,
            grant: holders[index]?.data?.find(({ userId }) => userId === person.id),
            text: instructions.find((instruction) => instruction.id === id)?.text ?? null,
            pending: pending.find((one) => one.qualificationId === id && one.userId === person.id),
          }
          return <MatrixCell cell={cell} onOpen={() => dialog.open(cell)} />
        },
      }),
    ),
  ]
  const asked = dialog.subject
  return (
    <>
      <DataTable
        label={t('matrix')}
        rows={people}
        columns={columns}
        rowKey={({ id }) => id}
        sort={sort}
        onSort={onSort}
      />
      <Suspense fallback={null}>
        {asked?.text && <ConfirmInstructionDialog {...asked} text={asked.text} onClose={dialog.close} />}
        {asked && !asked.text && <GrantDialog {...asked} onClose={dialog.close} />}
      </Suspense>
    </>
  )
}
