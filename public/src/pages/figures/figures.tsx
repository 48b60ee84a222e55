import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { Asked } from '../../api/figures.ts'
import { useMay } from '../../api/permission.ts'
import { useSession } from '../../api/session.ts'
import { useTimeZone } from '../../api/site.ts'
import { localTimeAt } from '../../booking/local-time.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Page } from '../../parts/page.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import classes from './figures.module.css'
import { FiguresOf } from './figures-of.tsx'
import { type Opened, OpenPerson } from './open-person.tsx'
import { lastDayOf, periodOf } from './period.ts'
import { PeriodPicker, type Whose } from './period-picker.tsx'

const whoseIn = (search: URLSearchParams): Whose => {
  if (search.has('userId')) return 'person'
  return search.get('whose') === 'own' ? 'own' : 'all'
}

/** How much is printed, when, with how much energy, and what was refused: one's own, and for staff everybody's. */
export default function FiguresPage() {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const timeZone = useTimeZone()
  const [search, setSearch] = useSearchParams()
  const [opened, setOpened] = useState<Opened>()
  const today = localTimeAt(useNow(60_000), timeZone).date
  const period = periodOf(search, today)
  const isForAll = useMay('statistics.read_all')
  const ownId = useSession()?.user.id
  const whose = isForAll ? whoseIn(search) : 'own'
  const wanted = search.get('userId') ?? ''
  const person = opened?.userId === wanted ? opened : undefined
  const asked: Asked = {
    from: period.from,
    to: period.to,
    ...(whose === 'own' && ownId !== undefined && { userId: ownId }),
    ...(whose === 'person' && person && { userId: person.userId, reason: person.reason }),
  }
  const current: Record<string, string> =
    period.preset === null ? { from: period.from, to: lastDayOf(period.to) } : { period: period.preset }
  const of: Record<Whose, Record<string, string>> = {
    all: {},
    own: isForAll ? { whose: 'own' } : {},
    person: { userId: wanted },
  }
  const title = { all: t('title'), own: t('ownTitle'), person: t('personTitle', { name: person?.name }) }
  const isOpen = whose !== 'person' || person !== undefined
  return (
    <Page
      title={isOpen ? title[whose] : t('title')}
      aside={<PrintButton className={classes.print}>{t('print')}</PrintButton>}
    >
      <PeriodPicker
        period={period}
        today={today}
        whose={isForAll ? whose : undefined}
        onPreset={(preset) => setSearch({ period: preset, ...of[whose] })}
        onDays={(from, to) => setSearch({ from, to, ...of[whose] })}
        onWhose={(next) => setSearch({ ...current, ...of[next] })}
      />
      <p className={classes.period}>
        {format.date(period.from)} – {format.date(lastDayOf(period.to))}
      </p>
      {isOpen ? (
        <>
          {person && whose === 'person' && (
            <p className={classes.reason}>{t('person.reason', { reason: person.reason })}</p>
          )}
          <FiguresOf period={period} asked={asked} whose={whose} />
        </>
      ) : (
        <OpenPerson
          userId={wanted}
          onOpen={(next) => {
            setOpened(next)
            setSearch({ ...current, userId: next.userId })
          }}
        />
      )}
    </Page>
  )
}
