import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, type HeatMap, useHeatMap } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import { useScrollable } from '../../lists/use-scrollable.ts'
import { ChartPanel } from './chart-panel.tsx'
import classes from './heat-map.module.css'

const weekdays = [1, 2, 3, 4, 5, 6, 7]
/** Shown also where nothing is booked, so that the picture of two periods can be compared. */
const usualHours = { from: 6, to: 18 }
/** 1 January 2024 was a Monday. */
const mondayMs = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** From here on a cell is darker, in percent. */
const levels = [0, 10, 25, 50, 75]
const levelOf = (share: number): number => levels.filter((from) => share > from).length

const hoursShown = (items: HeatMap['items']): number[] => {
  const booked = items.filter(({ bookedHours }) => bookedHours > 0).map(({ hour }) => hour)
  const first = Math.min(usualHours.from, ...booked)
  const last = Math.max(usualHours.to, ...booked)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** When the machines are booked: a table whose cells are darker, the more of that hour is taken. */
export function HeatMapPanel({ asked }: { asked: Asked }) {
  const { t } = useTranslation('figures')
  const heat = useHeatMap(asked)
  const items = heat.data?.items ?? []
  return (
    <ChartPanel
      title={t('heat.title')}
      text={t(asked.userId === undefined ? 'heat.text' : 'heat.ownText')}
      csv={csvOf('statistics', { ...asked, groupBy: 'weekdayHour' })}
      query={heat}
      isEmpty={items.every(({ bookedHours }) => bookedHours === 0)}
      chart={<HeatTable items={items} />}
    />
  )
}

function HeatTable({ items }: { items: HeatMap['items'] }) {
  const { t, i18n } = useTranslation('figures')
  const format = useFormat()
  const { frame, isScrollable } = useScrollable<HTMLDivElement>()
  const shares = new Map(items.map(({ weekday, hour, share }) => [weekday * 24 + hour, share ?? 0]))
  const hours = hoursShown(items)
  const dayNames = useMemo(() => {
    const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' })
    return weekdays.map((weekday) => name.format(mondayMs + (weekday - 1) * dayMs))
  }, [i18n.language])
  return (
    <>
      <div
        ref={frame}
        className={classes.frame}
        {...(isScrollable && { role: 'group', tabIndex: 0, 'aria-label': t('heat.title') })}
      >
        <table className={classes.map} aria-label={t('heat.title')}>
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col" aria-label={t('heat.hour', { hour })}>
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday) => (
              <tr key={weekday}>
                <th scope="row">{dayNames[weekday - 1]}</th>
                {hours.map((hour) => {
                  const share = shares.get(weekday * 24 + hour) ?? 0
                  return (
                    <td key={hour} data-level={levelOf(share)}>
                      {share > 0 ? format.whole(share) : <span className={classes.nothing}>0</span>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend} aria-hidden="true">
        <span>{t('heat.less')}</span>
        {[-1, ...levels].map((from) => (
          <span key={from} className={classes.sample} data-level={levelOf(from + 1)} />
        ))}
        <span>{t('heat.more')}</span>
      </p>
    </>
  )
}
