import '@mantine/core/styles/Group.layer.css'
import '@mantine/core/styles/Pagination.layer.css'
import { Pagination } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './local-list.module.css'

type PageLineProps = {
  page: number
  pages: number
  /** How many rows there are in all, and how many on this page. */
  count: number
  shown: number
  onPage: (page: number) => void
}

/** The line below a list that does not fit on one page. */
export function PageLine({ page, pages, count, shown, onPage }: PageLineProps) {
  const { t } = useTranslation('lists')
  if (pages <= 1) return null
  return (
    <div className={classes.pages}>
      <span>{t('range', { count, shown })}</span>
      <Pagination
        total={pages}
        value={page}
        onChange={onPage}
        size="sm"
        getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
        getItemProps={(number) => ({ 'aria-label': t('page.number', { number }) })}
      />
    </div>
  )
}
