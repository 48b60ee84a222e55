import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReportProblem } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './kiosk-form.module.css'
import { TouchText } from './touch-text.tsx'

/** Says what is wrong with the machine, and whether others can still use it. */
export function FaultReport({
  printerId,
  onDone,
}: {
  printerId: string
  onDone: (reportId: string) => void
}) {
  const { t } = useTranslation('kiosk')
  const [text, setText] = useState('')
  const report = useReportProblem(({ id }) => onDone(id))
  const isEmpty = text.trim() === ''
  const send = (outOfOrder: boolean) => report.mutate({ printerId, text, outOfOrder })
  return (
    <div className={classes.form}>
      <TouchText
        fields={[
          {
            name: 'text',
            label: t('fault.text'),
            maxLength: 300,
            value: text,
            onChange: setText,
            error: report.error ? asProblem(report.error).at('text') : undefined,
          },
        ]}
      />
      {report.error && <ProblemNotice error={report.error} />}
      <div className={classes.choices}>
        <Button
          size="xl"
          variant="default"
          disabled={isEmpty || report.isPending}
          onClick={() => send(false)}
        >
          {t('fault.stillWorks')}
        </Button>
        <Button size="xl" color="red" disabled={isEmpty || report.isPending} onClick={() => send(true)}>
          {t('fault.broken')}
        </Button>
      </div>
    </div>
  )
}
