import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './steps.module.css'

/** Where in a sequence of steps one is; `at` counts from 0. */
export function Steps({ steps, at }: { steps: string[]; at: number }) {
  const { t } = useTranslation('common')
  return (
    <ol className={classes.steps} aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          data-done={index < at || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={classes.mark} aria-hidden="true">
            {index < at ? <IconCheck size={16} stroke={2.5} /> : index + 1}
          </span>
          <span className={classes.name}>{step}</span>
        </li>
      ))}
    </ol>
  )
}
