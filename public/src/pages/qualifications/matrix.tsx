import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../api/people.ts'
import { type Grant, type Qualification, useHolders } from '../../api/qualifications.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { useNow } from '../../parts/clock.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const GrantDialog = lazy(() => import('./grant-dialog.tsx'))

type MatrixProps = { qualifications: Qualification[]; people: Person[] }
type Cell = { person: Person; qualification: Qualification; grant: Grant | undefined }

/** A month before its end, an instruction is due for renewal. */
const soonMs = 30 * 86_400_000

/** People against instructions: each cell says until when, and a click grants or takes it back. */
export function Matrix({ qualifications, people }: MatrixProps) {
  const { t } = useTranslation('qualifications')
  const holders = useHolders(qualifications.map(({ id }) => id))
  const dialog = useDialog<Cell>()
  const columns: Column<Person>[] = [
    {
      key: 'person',
      header: t('person'),
      cell: ({ displayName, cohortName }) => <RowTitle note={cohortName}>{displayName}</RowTitle>,
    },
    ...qualifications.map(
      (qualification, index): Column<Person> => ({
        key: qualification.id,
        header: qualification.name,
        cell: (person) => {
          const grant = holders[index]?.data?.find(({ userId }) => userId === person.id)
          return (
            <CellButton
              cell={{ person, qualification, grant }}
              onOpen={() => dialog.open({ person, qualification, grant })}
            />
          )
        },
      }),
    ),
  ]
  return (
    <>
      <DataTable label={t('matrix')} rows={people} columns={columns} rowKey={({ id }) => id} />
      <Suspense fallback={null}>
        {dialog.subject && <GrantDialog {...dialog.subject} onClose={dialog.close} />}
      </Suspense>
    </>
  )
}

function CellButton({ cell, onOpen }: { cell: Cell; onOpen: () => void }) {
  const { t } = useTranslation('qualifications')
  const format = useFormat()
  const now = useNow(60_000)
  const { person, qualification, grant } = cell
  const about = `${person.displayName}, ${qualification.name}`
  if (!grant)
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={`${t('grant')}: ${about}`}
        onClick={onOpen}
      >
        <IconPlus size={16} />
      </Button>
    )
  const endsAt = grant.expiresAt === null ? undefined : Date.parse(grant.expiresAt)
  const isSoon = grant.isValid && endsAt !== undefined && endsAt - now < soonMs
  const until = endsAt === undefined ? t('forEver') : t('until', { date: format.dateAt(endsAt) })
  const text = grant.isValid ? until : t('expired')
  return (
    <Button
      variant="light"
      color={grant.isValid ? (isSoon ? 'yellow' : 'teal') : 'red'}
      size="compact-sm"
      aria-label={`${text}: ${about}`}
      onClick={onOpen}
    >
      {text}
    </Button>
  )
}
