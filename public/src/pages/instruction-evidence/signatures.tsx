import { useTranslation } from 'react-i18next'
import type { useEvidence } from '../../api/instructions.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'

type Evidence = NonNullable<ReturnType<typeof useEvidence>['data']>['items'][number]

/** Who signed which version when and where, and until when it counts. */
export function Signatures({ items }: { items: Evidence[] }) {
  const { t } = useTranslation('training')
  const format = useFormat()
  const date = (instant: string | null) => (instant === null ? '–' : format.dateAt(Date.parse(instant)))
  const signed = (at: string | null, where: 'portal' | 'kiosk') =>
    at === null ? '–' : `${date(at)}, ${format.time(Date.parse(at))} (${t(`evidence.where.${where}`)})`
  const columns: Column<Evidence>[] = [
    {
      key: 'person',
      header: t('evidence.person'),
      sortBy: ({ userName }) => userName,
      cell: ({ userName }) => <strong>{userName}</strong>,
    },
    {
      key: 'instruction',
      header: t('evidence.instruction'),
      sortBy: ({ name, version }) => `${name} ${version}`,
      cell: ({ name, version }) => `${name}, ${t('evidence.version', { version })}`,
    },
    {
      key: 'signed',
      header: t('evidence.signed'),
      sortBy: ({ userSignedAt }) => userSignedAt ?? '',
      cell: (item) => signed(item.userSignedAt, item.userSignedIn),
    },
    {
      key: 'trainer',
      header: t('evidence.trainer'),
      sortBy: ({ trainerName }) => trainerName ?? '',
      cell: ({ trainerName }) => trainerName ?? '–',
    },
    {
      key: 'confirmed',
      header: t('evidence.confirmed'),
      sortBy: ({ trainerSignedAt }) => trainerSignedAt ?? '',
      cell: (item) => signed(item.trainerSignedAt, item.trainerSignedIn),
    },
    {
      key: 'until',
      header: t('evidence.until'),
      sortBy: ({ expiresAt, endedAt }) => endedAt ?? expiresAt ?? '9',
      cell: ({ expiresAt, endedAt }) =>
        endedAt === null
          ? expiresAt === null
            ? t('state.forEver')
            : date(expiresAt)
          : t('evidence.ended', { date: date(endedAt) }),
    },
  ]
  return (
    <LocalList
      label={t('evidence.title')}
      rows={items}
      columns={columns}
      rowKey={({ id }) => id}
      textOf={({ userName, name, trainerName }) => `${userName} ${name} ${trainerName ?? ''}`}
      hint={t('evidence.searchHint')}
      firstBy="confirmed"
      isFirstDown
    />
  )
}
