import { useTranslation } from 'react-i18next'
import type { useEvidence } from '../../api/instructions.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'

type Evidence = NonNullable<ReturnType<typeof useEvidence>['data']>['items'][number]

/** Who signed which version when and where, and until when it counts. */
export function Signatures({ items }: { items: Evidence[] }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const date = (instant: string | null) => (instant === null ? '–' : format.dateAt(Date.parse(instant)))
  const signed = (at: string | null, where: 'portal' | 'kiosk') =>
    at === null ? '–' : `${date(at)}, ${format.time(Date.parse(at))} (${t(`evidence.where.${where}`)})`
  const columns: Column<Evidence>[] = [
    { key: 'person', header: t('evidence.person'), cell: ({ userName }) => <strong>{userName}</strong> },
    {
      key: 'instruction',
      header: t('evidence.instruction'),
      cell: ({ name, version }) => `${name}, ${t('evidence.version', { version })}`,
    },
    {
      key: 'signed',
      header: t('evidence.signed'),
      cell: (item) => signed(item.userSignedAt, item.userSignedIn),
    },
    { key: 'trainer', header: t('evidence.trainer'), cell: ({ trainerName }) => trainerName ?? '–' },
    {
      key: 'confirmed',
      header: t('evidence.confirmed'),
      cell: (item) => signed(item.trainerSignedAt, item.trainerSignedIn),
    },
    {
      key: 'until',
      header: t('evidence.until'),
      cell: ({ expiresAt, endedAt }) =>
        endedAt === null
          ? expiresAt === null
            ? t('state.forEver')
            : date(expiresAt)
          : t('evidence.ended', { date: date(endedAt) }),
    },
  ]
  return <DataTable label={t('evidence.title')} rows={items} columns={columns} rowKey={({ id }) => id} />
}
