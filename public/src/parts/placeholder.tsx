import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import page from './page.module.css'
import classes from './placeholder.module.css'

/** Holds a part's place while its texts are loaded. */
export function Placeholder() {
  const { t } = useTranslation('common')
  return (
    <div role="status" aria-label={t('loading')} className={classes.late}>
      <Skeleton height="6rem" radius="1rem" />
    </div>
  )
}

/** Holds the place of a whole page, its heading too. */
export function PagePlaceholder() {
  const { t } = useTranslation('common')
  return (
    <div role="status" aria-label={t('loading')} className={`${classes.late} ${page.page}`}>
      <Skeleton height="2.1rem" width="12rem" radius="md" />
      <Skeleton height="16rem" radius="1rem" />
    </div>
  )
}
