import { Button, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useApplyRetention, useRetention } from '../../api/system.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const kinds = ['jobTexts', 'notifications', 'sessions', 'people', 'auditEvents'] as const

/** What the next night will forget, by the periods in the settings; or at once. */
export function RetentionPanel() {
  const { t } = useTranslation('system')
  const format = useFormat()
  const now = useNow(60_000)
  const retention = useRetention()
  const dialog = useDialog<true>()
  const apply = useApplyRetention(() => {
    notifications.show({ color: 'teal', message: t('retention.done') })
    dialog.close()
  })
  const data = retention.data
  const last = data?.lastRun
  return (
    <Panel
      title={t('retention.title')}
      text={
        last ? t('retention.last', { time: format.moment(Date.parse(last.at), now) }) : t('retention.text')
      }
      aside={
        <Button variant="default" onClick={() => dialog.open(true)}>
          {t('retention.run')}
        </Button>
      }
    >
      {retention.isPending && <Skeleton height="4rem" radius="md" />}
      {retention.error && <ProblemNotice error={retention.error} onRetry={() => void retention.refetch()} />}
      {data && (
        <Facts
          items={kinds.map((kind) => [t(`retention.kind.${kind}`), format.number(data.preview[kind])])}
        />
      )}
      {dialog.subject && (
        <ConfirmDialog
          title={t('retention.ask')}
          confirm={t('retention.run')}
          isPending={apply.isPending}
          error={apply.error}
          onConfirm={() => apply.mutate(undefined)}
          onClose={dialog.close}
        >
          <p>{t('retention.askText')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
