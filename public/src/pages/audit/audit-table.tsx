import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '../../api/system.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Column, Sort } from '../../lists/column.ts'
import { DataTable } from '../../lists/data-table.tsx'
import { RowLink, RowTitle } from '../../lists/row-link.tsx'
import { useNow } from '../../parts/clock.tsx'
import classes from './audit.module.css'
import { useChangeWords } from './change-words.ts'
import { placeOf, useDeedWords } from './deeds.ts'

const actorKinds = ['system', 'kiosk', 'nobody', 'user'] as const

type AuditTableProps = { events: AuditEvent[]; sort: Sort; onSort: (key: string) => void }

/** The trail: when, who, what, and the fields that changed. */
export function AuditTable({ events, sort, onSort }: AuditTableProps) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  const now = useNow(60_000)
  const words = useDeedWords()
  const changeWords = useChangeWords()
  const who = ({ actor }: AuditEvent) => {
    const kind = actorKinds.find((one) => one === actor.kind) ?? 'user'
    return actor.name ?? t(`actor.${kind}`)
  }
  const columns: Column<AuditEvent>[] = [
    { key: 'at', header: t('at'), isSorted: true, cell: ({ at }) => format.moment(Date.parse(at), now) },
    {
      key: 'action',
      header: t('what'),
      isSorted: true,
      cell: (event) => {
        const place = placeOf(event)
        const note = who(event)
        return place ? (
          <RowLink href={place} note={note}>
            {words(event.action)}
          </RowLink>
        ) : (
          <RowTitle note={note}>{words(event.action)}</RowTitle>
        )
      },
    },
    {
      key: 'changes',
      header: t('changes'),
      isWide: true,
      cell: ({ changes }) => (
        <ul className={classes.changes}>
          {changeWords(changes ?? {}, now).map(({ path, field, before, after }) => (
            <li key={path}>
              <span className={classes.key}>{field}:</span> {before !== undefined && `${before} → `}
              {after}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'address', header: t('address'), isWide: true, cell: ({ address }) => address ?? '–' },
  ]
  return (
    <DataTable
      label={t('title')}
      rows={events}
      columns={columns}
      rowKey={({ id }) => String(id)}
      sort={sort}
      onSort={onSort}
    />
  )
}
