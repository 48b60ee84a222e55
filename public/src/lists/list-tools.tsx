import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './list-tools.module.css'

type ListToolsProps = {
  /** What can be searched for: "Name, model or place". */
  hint: string
  search: string
  onSearch: (search: string) => void
  /** Filters beside the search. */
  children?: ReactNode
}

/** The line above a list: search, and what else narrows it. */
export function ListTools({ hint, search, onSearch, children }: ListToolsProps) {
  const { t } = useTranslation('lists')
  return (
    <search className={classes.tools} aria-label={hint}>
      <TextInput
        className={classes.search}
        aria-label={t('search')}
        placeholder={hint}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        rightSection={
          search !== '' && <CloseButton size="sm" aria-label={t('clear')} onClick={() => onSearch('')} />
        }
        maxLength={80}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      {children}
    </search>
  )
}
