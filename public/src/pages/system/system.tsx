import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Health, useBackups, useHealth } from '../../api/system.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Entry, EntryList } from '../../parts/entry.tsx'
import { Page } from '../../parts/page.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { BackupsPanel } from './backups-panel.tsx'
import { MachinePanel } from './machine-panel.tsx'
import { RetentionPanel } from './retention-panel.tsx'

const looks = {
  warning: { tone: 'wait', Icon: IconAlertTriangle },
  critical: { tone: 'bad', Icon: IconAlertOctagon },
} as const

/** How the machine behind all this does, its backups, and what it forgets at night. */
export default function System() {
  // With the texts of the list of backups, for which its panel would wait beside the next one.
  const { t } = useTranslation(['system', 'lists'])
  const health = useHealth()
  const backups = useBackups()
  const data = health.data
  return (
    <Page isNarrow title={t('title')} aside={data && <StatusPill health={data} />}>
      {health.isPending && <ListSkeleton label={t('loading')} />}
      {health.error && !data && <ProblemNotice error={health.error} onRetry={() => void health.refetch()} />}
      {data && (
        <>
          <Findings findings={data.findings} />
          <MachinePanel health={data} />
        </>
      )}
      {/* From top to bottom: what comes later on top would push the rest down. */}
      {!health.isPending && <BackupsPanel />}
      {!health.isPending && !backups.isPending && <RetentionPanel />}
    </Page>
  )
}

/** Running well is no word for a machine that there is advice about. */
function StatusPill({ health: { status, findings } }: { health: Health }) {
  const { t } = useTranslation('system')
  if (status !== 'ok') return <Pill tone="bad">{t(`status.${status}`)}</Pill>
  return findings.length > 0 ? (
    <Pill tone="wait">{t('status.advice')}</Pill>
  ) : (
    <Pill tone="free">{t('status.ok')}</Pill>
  )
}

function Findings({ findings }: Pick<Health, 'findings'>) {
  const { t } = useTranslation('system')
  return (
    <EntryList label={t('findings')}>
      {findings.length === 0 && (
        <Entry tone="free" icon={<IconCircleCheck size={20} />} title={t('allWell')}>
          <p>{t('allWellText')}</p>
        </Entry>
      )}
      {findings.map(({ code, level, message, advice }) => {
        const { tone, Icon } = looks[level]
        return (
          <Entry key={code} tone={tone} icon={<Icon size={20} />} title={message}>
            <p>{advice}</p>
          </Entry>
        )
      })}
    </EntryList>
  )
}
