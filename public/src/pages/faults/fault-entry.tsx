import { Button } from '@mantine/core'
import { IconTool } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fault } from '../../api/faults.ts'
import { useMay } from '../../api/permission.ts'
import { FaultState, faultTone } from '../../faults/fault-state.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Entry } from '../../parts/entry.tsx'
import { Pill } from '../../parts/pill.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { FaultPhoto } from './fault-photo.tsx'

const AnswerDialog = lazy(() => import('./answer-dialog.tsx'))

/** One report: what is wrong since when, what it looks like, and what became of it. */
export function FaultEntry({ fault }: { fault: Fault }) {
  const { t } = useTranslation('faults')
  const format = useFormat()
  const now = useNow(60_000)
  const dialog = useDialog<true>()
  const mayAnswer = useMay('problem.answer')
  const isDone = fault.state === 'done'
  return (
    <Entry
      tone={faultTone[fault.state]}
      icon={<IconTool size={20} />}
      title={fault.printerName}
      mark={
        <>
          <FaultState state={fault.state} />
          {fault.outOfOrder && !isDone && <Pill tone="bad">{t('unusable')}</Pill>}
        </>
      }
      actions={
        mayAnswer &&
        !isDone && (
          <Button
            variant="default"
            aria-label={`${t('answer.action')}: ${fault.printerName}`}
            onClick={() => dialog.open(true)}
          >
            {t('answer.action')}
          </Button>
        )
      }
    >
      <p>{fault.text}</p>
      <p>
        {t('by', {
          name: fault.userName ?? t('somebody'),
          time: format.moment(Date.parse(fault.createdAt), now),
        })}
      </p>
      {fault.answer && <p>{t('answered', { text: fault.answer })}</p>}
      <FaultPhoto fault={fault} />
      <Suspense fallback={null}>
        {dialog.subject && <AnswerDialog fault={fault} onClose={dialog.close} />}
      </Suspense>
    </Entry>
  )
}
