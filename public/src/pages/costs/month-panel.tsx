import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/de'
import { Button, Skeleton } from '@mantine/core'
import { MonthPickerInput } from '@mantine/dates'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type CostReport, useFreezeMonth } from '../../api/costs.ts'
import { useMay } from '../../api/permission.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './month-panel.module.css'

type MonthPanelProps = {
  month: string
  thisMonth: string
  costs: CostReport | undefined
  isLoading: boolean
  onMonth: (month: string) => void
}

/** Which month, its sums, the same to take along, and closing it. */
export function MonthPanel({ month, thisMonth, costs, isLoading, onMonth }: MonthPanelProps) {
  const { t, i18n } = useTranslation('costs')
  const format = useFormat()
  const mayManage = useMay('cost.manage')
  const dialog = useDialog<true>()
  const name = format.month(Date.parse(`${month}-02T12:00:00Z`))
  const download = (kind: 'csv' | 'xlsx') => `/api/reports/costs?month=${month}&format=${kind}`
  return (
    <Panel title={name} text={t('month.text')} aside={costs && <StatePill frozen={costs.frozen} />}>
      <div className={`${formClasses.inline} ${classes.screen}`}>
        <MonthPickerInput
          // The month itself belongs to the button's name, for those who say what they see.
          aria-label={`${t('month.choose')}: ${name}`}
          locale={i18n.language}
          valueFormat="MMMM YYYY"
          value={`${month}-01`}
          maxDate={`${thisMonth}-01`}
          onChange={(day) => day && onMonth(day.slice(0, 7))}
        />
        {(['xlsx', 'csv'] as const).map((kind) => (
          <Button
            key={kind}
            component="a"
            href={download(kind)}
            download
            variant="default"
            leftSection={<IconDownload size={18} />}
          >
            {t(`month.${kind}`)}
          </Button>
        ))}
        <PrintButton>{t('month.print')}</PrintButton>
        {mayManage && costs?.frozen === null && month < thisMonth && (
          <Button variant="default" leftSection={<IconLock size={18} />} onClick={() => dialog.open(true)}>
            {t('month.freeze')}
          </Button>
        )}
      </div>
      {costs && <Totals costs={costs} />}
      {isLoading && <Skeleton height="2.75rem" radius="md" />}
      {dialog.subject && <FreezeDialog month={month} name={name} onClose={dialog.close} />}
    </Panel>
  )
}

function StatePill({ frozen }: Pick<CostReport, 'frozen'>) {
  const { t } = useTranslation('costs')
  if (frozen === null) return <Pill tone="wait">{t('month.isOpen')}</Pill>
  return frozen.isSound ? (
    <Pill tone="free">{t('month.isFrozen')}</Pill>
  ) : (
    <Pill tone="bad">{t('month.isBroken')}</Pill>
  )
}

function Totals({ costs: { total, frozen } }: { costs: CostReport }) {
  const { t } = useTranslation('costs')
  const format = useFormat()
  return (
    <>
      <Facts
        items={[
          [t('month.total'), format.money(total.cents)],
          [t('month.jobs'), format.money(total.jobCents)],
          [t('month.overhead'), format.money(total.overheadCents)],
          ...(total.roundingCents === 0
            ? []
            : [[t('month.rounding'), format.money(total.roundingCents)] as [string, string]]),
          ...(frozen ? [[t('month.corrected'), format.money(total.correctedCents)] as [string, string]] : []),
          [t('energy'), format.energy(total.kWh * 1_000)],
        ]}
      />
      {frozen && (
        <p className={classes.seal}>
          {t('month.seal', { date: format.dateAt(Date.parse(frozen.at)) })} <code>{frozen.checksum}</code>
        </p>
      )}
    </>
  )
}

function FreezeDialog({ month, name, onClose }: { month: string; name: string; onClose: () => void }) {
  const { t } = useTranslation('costs')
  const freeze = useFreezeMonth(() => {
    notifications.show({ color: 'teal', message: t('month.frozen') })
    onClose()
  })
  return (
    <ConfirmDialog
      title={t('month.freezeTitle', { month: name })}
      confirm={t('month.freeze')}
      isPending={freeze.isPending}
      error={freeze.error}
      onConfirm={() => freeze.mutate(month)}
      onClose={onClose}
    >
      <p>{t('month.freezeText')}</p>
    </ConfirmDialog>
  )
}
