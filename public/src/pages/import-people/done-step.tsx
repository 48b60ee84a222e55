import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ImportReport } from '../../api/people.ts'
import formClasses from '../../forms/form.module.css'
import { Panel } from '../../parts/panel.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { csvOf } from './csv.ts'
import classes from './import-people.module.css'

/** The temporary passwords, to be printed and cut: they can't be seen again. */
export function DoneStep({ report }: { report: ImportReport }) {
  const { t } = useTranslation('people')
  const added = report.rows.filter(({ temporaryPassword }) => temporaryPassword !== null)
  const headings = [t('field.displayName'), t('field.username'), t('temporary.password')]
  const save = () => {
    const rows = added.map(({ displayName, username, temporaryPassword }) => [
      displayName,
      username,
      temporaryPassword ?? '',
    ])
    saveFile(t('import.passwordsName'), 'text/csv', csvOf([headings, ...rows]))
  }
  return (
    <Panel
      title={t('import.doneTitle')}
      text={added.length > 0 ? t('import.passwordsText') : t('import.noPasswords')}
    >
      <div className={formClasses.inline} data-print="hide">
        {added.length > 0 && (
          <>
            <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
              {t('import.print')}
            </Button>
            <Button variant="default" leftSection={<IconDownload size={18} />} onClick={save}>
              {t('import.save')}
            </Button>
          </>
        )}
        <Button component={Link} href="/manage/people" variant="default">
          {t('back')}
        </Button>
      </div>
      <ul className={classes.slips}>
        {added.map(({ line, displayName, username, temporaryPassword }) => (
          <li key={line} className={classes.slip}>
            <strong>{displayName}</strong>
            <span>
              {t('field.username')}: <code>{username}</code>
            </span>
            <span>
              {t('temporary.password')}: <code>{temporaryPassword}</code>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
