import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportReport, type PeopleImport, useImportPeople } from '../../api/people.ts'
import { Page } from '../../parts/page.tsx'
import { Steps } from '../../parts/steps.tsx'
import { CheckStep } from './check-step.tsx'
import { ChooseStep } from './choose-step.tsx'
import { DoneStep } from './done-step.tsx'

const order = ['choose', 'check', 'done'] as const

/** A class list from a spreadsheet: choose the file, see what would happen row by row, then take it over. */
export default function ImportPeople() {
  const { t } = useTranslation('people')
  const [wish, setWish] = useState<Omit<PeopleImport, 'dryRun'>>()
  const check = useImportPeople()
  const write = useImportPeople()
  const step = write.data ? 'done' : check.data ? 'check' : 'choose'
  const done = (report: ImportReport) =>
    notifications.show({
      color: 'teal',
      message: t('import.doneNote', { count: report.counts.create + report.counts.update }),
    })
  return (
    <Page isNarrow title={t('import.title')} back={{ path: '/manage/people', label: t('back') }}>
      <Steps steps={order.map((name) => t(`import.step.${name}`))} at={order.indexOf(step)} />
      {step === 'choose' && (
        <ChooseStep
          isPending={check.isPending}
          error={check.error}
          onChosen={(chosen) => {
            setWish(chosen)
            check.mutate({ ...chosen, dryRun: true })
          }}
        />
      )}
      {step === 'check' && check.data && wish && (
        <CheckStep
          report={check.data}
          isPending={write.isPending}
          error={write.error}
          onBack={() => check.reset()}
          onConfirm={() => write.mutate({ ...wish, dryRun: false }, { onSuccess: done })}
        />
      )}
      {step === 'done' && write.data && <DoneStep report={write.data} />}
    </Page>
  )
}
