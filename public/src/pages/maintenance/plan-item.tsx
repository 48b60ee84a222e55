import { ActionIcon, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconEdit } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { type MaintenancePlan, useRemovePlan } from '../../api/maintenance.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Pill } from '../../parts/pill.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './maintenance.module.css'

const ServiceDialog = lazy(() => import('./service-dialog.tsx'))
const PlanDialog = lazy(() => import('./plan-dialog.tsx'))

const toneOf = { ok: 'free', soon: 'wait', overdue: 'bad' } as const

/** One thing a machine needs: how far its interval is used up, when it falls due, and "done". */
export function PlanItem({ plan, printerName }: { plan: MaintenancePlan; printerName: string }) {
  const { t } = useTranslation('maintenance')
  const format = useFormat()
  const dialog = useDialog<'service' | 'edit' | 'remove'>()
  const { name, due, dueOn, since, lastDoneOn, blocks } = plan
  const remove = useRemovePlan(() => {
    notifications.show({ message: t('plan.removed', { name }) })
    dialog.close()
  })
  const about = `${name}, ${printerName}`
  return (
    <li className={classes.plan}>
      <div className={classes.head}>
        <strong>{name}</strong>
        <Pill tone={toneOf[due.state]}>{t(`due.${due.state}`)}</Pill>
        {blocks && <span className={classes.hint}>{t('blocks')}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={t('usedUp', { name: about })}
        aria-valuenow={Math.min(100, due.percent)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t('percent', { percent: due.percent })}
        className={classes.track}
        data-tone={toneOf[due.state]}
      >
        <div className={classes.bar} style={{ width: `${Math.min(100, due.percent)}%` }} />
      </div>
      <p className={classes.hint}>
        {t('percent', { percent: due.percent })} ·{' '}
        {due.state !== 'overdue' &&
          `${dueOn === null ? t('dueUnknown') : t('dueOn', { date: format.date(dueOn) })} · `}
        {t('since', {
          hours: format.number(since.usedHours),
          jobs: since.jobs,
          energy: format.energy(since.kWh * 1_000),
          date: lastDoneOn === null ? t('never') : format.date(lastDoneOn),
        })}
      </p>
      <div className={classes.actions}>
        <Button
          size="sm"
          variant={due.state === 'ok' ? 'default' : 'filled'}
          aria-label={`${t('service.action')}: ${about}`}
          onClick={() => dialog.open('service')}
        >
          {t('service.action')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${t('plan.edit')}: ${about}`}
          onClick={() => dialog.open('edit')}
        >
          <IconEdit size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${t('plan.remove')}: ${about}`}
          onClick={() => dialog.open('remove')}
        >
          <IconArchive size={18} />
        </ActionIcon>
      </div>
      <Suspense fallback={null}>
        {dialog.subject === 'service' && (
          <ServiceDialog plan={plan} title={`${printerName}: ${name}`} onClose={dialog.close} />
        )}
        {dialog.subject === 'edit' && (
          <PlanDialog title={printerName} where={{ id: plan.id }} plan={plan} onClose={dialog.close} />
        )}
      </Suspense>
      {dialog.subject === 'remove' && (
        <ConfirmDialog
          title={t('plan.removeTitle', { name })}
          confirm={t('plan.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(plan.id)}
          onClose={dialog.close}
        >
          <p>{t('plan.removeText')}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}
