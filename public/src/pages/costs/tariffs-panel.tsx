import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type Tariff, useRemoveTariff, useTariffs } from '../../api/costs.ts'
import { useMay } from '../../api/permission.ts'
import { usePrinters } from '../../api/printers.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column } from '../../lists/column.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalList } from '../../lists/local-list.tsx'
import { RowTitle } from '../../lists/row-link.tsx'
import { kinds } from '../../machines/kinds.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const TariffDialog = lazy(() => import('./tariff-dialog.tsx'))

/** Cents per MWh are told as cents per kWh, which is what a bill says. */
const kWhPerMWh = 1_000

/** Prices of energy and machine hours, with the day from which they hold. */
export function TariffsPanel() {
  const { t } = useTranslation('costs')
  const format = useFormat()
  const mayManage = useMay('tariff.manage')
  const asking = useTariffs()
  const tariffs = asking.data ?? []
  const printers = usePrinters().data ?? []
  const dialog = useDialog<'add' | Tariff>()
  const asked = dialog.subject === 'add' ? undefined : dialog.subject
  const remove = useRemoveTariff(() => {
    notifications.show({ message: t('tariffs.removed') })
    dialog.close()
  })
  const subject = ({ printerId, printerKind }: Tariff) => {
    if (printerKind !== null) {
      const known = kinds.find((kind) => kind === printerKind)
      return known ? t(`tariffs.machines.${known}`) : printerKind
    }
    return printers.find(({ id }) => id === printerId)?.name ?? t('tariffs.all')
  }
  const price = ({ kind, cents }: Tariff) =>
    kind === 'energy'
      ? t('tariffs.perKWh', { price: format.number(cents / kWhPerMWh) })
      : t(kind === 'machine' ? 'tariffs.perHour' : 'tariffs.perJob', { price: format.money(cents) })
  const columns: Column<Tariff>[] = [
    {
      key: 'what',
      header: t('tariffs.what'),
      sortBy: (tariff) => `${t(`tariffs.kind.${tariff.kind}`)} ${subject(tariff)}`,
      cell: (tariff) => <RowTitle note={subject(tariff)}>{t(`tariffs.kind.${tariff.kind}`)}</RowTitle>,
    },
    {
      key: 'price',
      header: t('tariffs.price'),
      align: 'end',
      sortBy: ({ cents }) => cents,
      cell: price,
    },
    {
      key: 'from',
      header: t('tariffs.from'),
      sortBy: ({ validFrom }) => validFrom,
      cell: ({ validFrom, inForce }) => (
        <>
          {format.dateAt(Date.parse(validFrom))} {!inForce && <Pill tone="wait">{t('tariffs.coming')}</Pill>}
        </>
      ),
    },
    {
      key: 'actions',
      header: t('actions'),
      isHeaderHidden: true,
      align: 'end',
      cell: (tariff) =>
        mayManage &&
        !tariff.inForce && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={`${t('remove')}: ${t(`tariffs.kind.${tariff.kind}`)}, ${subject(tariff)}`}
            onClick={() => dialog.open(tariff)}
          >
            {t('remove')}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      title={t('tariffs.title')}
      text={t('tariffs.text')}
      aside={mayManage && <Button onClick={() => dialog.open('add')}>{t('tariffs.add')}</Button>}
    >
      {asking.isPending && <ListSkeleton label={t('loading')} />}
      {asking.isError && tariffs.length === 0 && (
        <ProblemNotice error={asking.error} onRetry={() => void asking.refetch()} />
      )}
      {tariffs.length > 0 && (
        <LocalList
          label={t('tariffs.title')}
          rows={tariffs}
          columns={columns}
          rowKey={({ id }) => id}
          textOf={(tariff) => `${t(`tariffs.kind.${tariff.kind}`)} ${subject(tariff)}`}
          hint={t('tariffs.searchHint')}
          firstBy="what"
        />
      )}
      <Suspense fallback={null}>
        {dialog.subject === 'add' && <TariffDialog onClose={dialog.close} />}
      </Suspense>
      {asked && (
        <ConfirmDialog
          title={t('removeTitle', { name: t(`tariffs.kind.${asked.kind}`) })}
          confirm={t('remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(asked.id)}
          onClose={dialog.close}
        >
          <p>{t('tariffs.removeText')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
