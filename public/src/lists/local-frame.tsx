import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { found, paged } from './arrange.ts'
import { ListTools } from './list-tools.tsx'
import classes from './local-list.module.css'
import { PageLine } from './page-line.tsx'

const pageSize = 25

type LocalFrameProps<T> = {
  rows: readonly T[]
  /** Everything of a row that a search should find. */
  textOf: (row: T) => string
  /** What can be searched for. */
  hint: string
  /** What a search has found, in the order in which it is shown. */
  sort: (hits: readonly T[]) => T[]
  /** Without search and what stands beside it. */
  isBare?: boolean
  /** All on one page. */
  isWhole?: boolean
  filters?: ReactNode
  /** The rows of this page; there are some. */
  children: (rows: T[]) => ReactNode
}

/** Around rows that are there as a whole: searched and paged in the browser. */
export function LocalFrame<T>(props: LocalFrameProps<T>) {
  const { rows, textOf, hint, sort, isBare, isWhole, filters, children } = props
  const { t } = useTranslation('lists')
  const [search, setSearch] = useState('')
  const [page, setPage] = useState(1)
  const hits = found(rows, textOf, search)
  const shown = paged(sort(hits), page, isWhole ? Math.max(hits.length, 1) : pageSize)
  return (
    <div className={classes.list}>
      {!isBare && (
        <ListTools
          hint={hint}
          search={search}
          onSearch={(text) => {
            setSearch(text)
            setPage(1)
          }}
        >
          {filters}
        </ListTools>
      )}
      {hits.length === 0 ? (
        <p className={classes.none} role="status">
          {t('none')}
        </p>
      ) : (
        children(shown.rows)
      )}
      <PageLine
        page={shown.page}
        pages={shown.pages}
        count={hits.length}
        shown={shown.rows.length}
        onPage={setPage}
      />
    </div>
  )
}
