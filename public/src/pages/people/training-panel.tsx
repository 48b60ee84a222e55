import { Button } from '@mantine/core'
import { IconCertificate, IconChartBar, IconNotebook } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Person } from '../../api/people.ts'
import formClasses from '../../forms/form.module.css'
import { Panel } from '../../parts/panel.tsx'

/** The ways to what a trainer signs: instructions and the training record. */
export function TrainingPanel({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const query = `?userId=${encodeURIComponent(person.id)}`
  return (
    <Panel title={t('training.title')} text={t('training.text')}>
      <div className={formClasses.inline}>
        <Button
          component={Link}
          href={`/training/record${query}`}
          variant="default"
          leftSection={<IconNotebook size={18} />}
        >
          {t('training.record')}
        </Button>
        <Button
          component={Link}
          href={`/training/evidence${query}`}
          variant="default"
          leftSection={<IconCertificate size={18} />}
        >
          {t('training.evidence')}
        </Button>
        <Button
          component={Link}
          href={`/figures${query}`}
          variant="default"
          leftSection={<IconChartBar size={18} />}
        >
          {t('training.figures')}
        </Button>
      </div>
    </Panel>
  )
}
