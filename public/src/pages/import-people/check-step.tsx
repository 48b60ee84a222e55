import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../api/people.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'
import classes from './import-people.module.css'
import { ImportRows } from './import-rows.tsx'

type CheckStepProps = {
  report: ImportReport
  isPending: boolean
  error: unknown
  onBack: () => void
  onConfirm: () => void
}

const outcomes = ['create', 'update', 'unchanged', 'error'] as const

/** What would happen, in numbers and row by row. Nothing is written before somebody says so. */
export function CheckStep({ report, isPending, error, onBack, onConfirm }: CheckStepProps) {
  const { t } = useTranslation('people')
  const { counts } = report
  const hasWork = counts.create + counts.update > 0
  return (
    <>
      <Panel title={t('import.checkTitle')} text={t('import.read', { encoding: report.encoding })}>
        <ul className={classes.counts}>
          {outcomes
            .filter((outcome) => counts[outcome] > 0)
            .map((outcome) => (
              <li key={outcome} data-tone={outcome === 'error' ? 'bad' : 'busy'}>
                <strong>{counts[outcome]}</strong> {t(`import.count.${outcome}`, { count: counts[outcome] })}
              </li>
            ))}
        </ul>
        {report.ignoredColumns.length > 0 && (
          <p className={classes.file}>{t('import.ignored', { columns: report.ignoredColumns.join(', ') })}</p>
        )}
        {counts.error > 0 && <p className={classes.wrong}>{t('import.fixFirst')}</p>}
        {counts.error === 0 && !hasWork && <p className={classes.file}>{t('import.nothing')}</p>}
        <FormProblem error={error} fields={[]} />
        <div className={formClasses.inline}>
          <Button disabled={counts.error > 0 || !hasWork} loading={isPending} onClick={onConfirm}>
            {t('import.confirm', { count: counts.create + counts.update })}
          </Button>
          <Button variant="default" onClick={onBack}>
            {t('import.again')}
          </Button>
        </div>
      </Panel>
      <ImportRows report={report} />
    </>
  )
}
