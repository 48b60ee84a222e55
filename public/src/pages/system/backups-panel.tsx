import { Button, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useBackups, useMakeBackup } from '../../api/system.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { useNow } from '../../parts/clock.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'

type Backup = NonNullable<ReturnType<typeof useBackups>['data']>['items'][number]

/** The backups there are, whether they can be restored, and one more on demand. */
export function BackupsPanel() {
  const { t } = useTranslation('system')
  const format = useFormat()
  const now = useNow(60_000)
  const backups = useBackups()
  const make = useMakeBackup(() => notifications.show({ color: 'teal', message: t('backups.done') }))
  const columns: Column<Backup>[] = [
    {
      key: 'at',
      header: t('backups.at'),
      // Newest first: the list sorts upwards.
      sortBy: ({ at }) => -Date.parse(at),
      cell: ({ at, name }) => <RowTitle note={name}>{format.moment(Date.parse(at), now)}</RowTitle>,
    },
    {
      key: 'reason',
      header: t('backups.reason'),
      isWide: true,
      cell: ({ reason }) => t(`backups.reasons.${reason}`),
    },
    {
      key: 'size',
      header: t('backups.size'),
      align: 'end',
      sortBy: ({ bytes }) => bytes,
      cell: ({ bytes }) => format.bytes(bytes),
    },
  ]
  const data = backups.data
  const test = data?.restoreTest
  return (
    <Panel
      title={t('backups.title')}
      text={t('backups.text')}
      aside={
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate(undefined)}>
          {t('backups.make')}
        </Button>
      }
    >
      {make.error && <ProblemNotice error={make.error} />}
      {backups.isPending && <Skeleton height="6rem" radius="md" />}
      {backups.error && !data && (
        <ProblemNotice error={backups.error} onRetry={() => void backups.refetch()} />
      )}
      {data && (
        <Facts
          items={[
            [
              t('backups.test'),
              test
                ? `${t(test.ok ? 'backups.testOk' : 'backups.testFailed')}, ${format.moment(Date.parse(test.at), now)}`
                : t('backups.noTest'),
            ],
            [
              t('backups.copy'),
              data.copy.at === null ? t('backups.noCopy') : format.moment(Date.parse(data.copy.at), now),
            ],
            [t('backups.failure'), data.failure?.message ?? t('backups.noFailure')],
          ]}
        />
      )}
      {data && data.items.length > 0 && (
        <LocalList
          label={t('backups.title')}
          rows={data.items}
          columns={columns}
          rowKey={({ name }) => name}
          textOf={({ name }) => name}
          hint={t('backups.searchHint')}
          firstBy="at"
        />
      )}
    </Panel>
  )
}
