import { Button, FileButton, NativeSelect } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PeopleImport, useCohorts } from '../../api/people.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { Panel } from '../../parts/panel.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { base64Of } from './base64.ts'
import classes from './import-people.module.css'

const roles = ['apprentice', 'trainer', 'guest'] as const
/** The server's limit for a table; larger files are no class lists. */
const maxBytes = 180_000

type ChooseStepProps = {
  isPending: boolean
  error: unknown
  onChosen: (wish: Omit<PeopleImport, 'dryRun'>) => void
}

/** Which file, and what holds for rows that don't say. */
export function ChooseStep({ isPending, error, onChosen }: ChooseStepProps) {
  const { t } = useTranslation(['people', 'common'])
  const cohorts = useCohorts().data ?? []
  const [file, setFile] = useState<File | null>(null)
  const [role, setRole] = useState<(typeof roles)[number]>('apprentice')
  const [cohortId, setCohortId] = useState('')
  const isTooLarge = file !== null && file.size > maxBytes
  const check = async () => {
    if (file) onChosen({ content: await base64Of(file), role, cohortId: cohortId || null })
  }
  return (
    <>
      <Panel title={t('people:import.fileTitle')} text={t('people:import.fileText')}>
        <div className={formClasses.inline}>
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={setFile}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileSpreadsheet size={18} />}>
                {t('people:import.choose')}
              </Button>
            )}
          </FileButton>
          <Button
            variant="subtle"
            leftSection={<IconDownload size={18} />}
            onClick={() => saveFile(t('people:import.templateName'), 'text/csv', t('people:import.template'))}
          >
            {t('people:import.getTemplate')}
          </Button>
        </div>
        <p role="status" className={classes.file}>
          {file ? file.name : t('people:import.noFile')}
        </p>
        {isTooLarge && <p className={classes.wrong}>{t('people:import.tooLarge')}</p>}
      </Panel>
      <Panel title={t('people:import.defaultsTitle')} text={t('people:import.defaultsText')}>
        <div className={formClasses.pair}>
          <NativeSelect
            label={t('people:field.role')}
            value={role}
            onChange={(event) => {
              const chosen = roles.find((one) => one === event.currentTarget.value)
              if (chosen) setRole(chosen)
            }}
            data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))}
          />
          <NativeSelect
            label={t('people:field.cohort')}
            value={cohortId}
            onChange={(event) => setCohortId(event.currentTarget.value)}
            data={[
              { value: '', label: t('people:noCohort') },
              ...cohorts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
      </Panel>
      <FormProblem error={error} fields={[]} />
      <div className={formClasses.inline}>
        <Button disabled={file === null || isTooLarge} loading={isPending} onClick={() => void check()}>
          {t('people:import.check')}
        </Button>
      </div>
    </>
  )
}
