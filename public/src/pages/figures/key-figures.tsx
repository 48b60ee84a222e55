import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Asked, csvOf, type Figures } from '../../api/figures.ts'
import { useFormat } from '../../i18n/format.ts'
import { Panel } from '../../parts/panel.tsx'
import classes from './key-figures.module.css'
import { hourMs } from './sizes.ts'

type Total = Omit<Figures, 'printer' | 'user' | 'costCentre' | 'cohort' | 'day' | 'week' | 'month'>

type Tile = {
  name: string
  value: number | null
  before: number | null | undefined
  words: (n: number) => string
  /** The difference of two, where it is of another unit: two percentages differ by points. */
  apart: (n: number) => string
}

type KeyFiguresProps = {
  total: Total
  previous: Total | null
  asked: Asked
  isForAll: boolean
  /** In works-council mode: what says how people behave is left out. */
  isGuarded: boolean
}

/** The sums of the period, and how they differ from the period before. */
export function KeyFigures({ total, previous, asked, isForAll, isGuarded }: KeyFiguresProps) {
  const { t } = useTranslation('figures')
  const format = useFormat()
  const energyOf = (figures: Total) => figures.jobKWh + figures.standbyKWh + figures.unbookedKWh
  const centsOf = (figures: Total) => figures.energyCents + figures.machineCents
  const hours = (value: number) => t('hours', { value: format.hours(value * hourMs) })
  const points = (value: number) => t('key.points', { value: format.tenths(value) })
  const tile = (
    name: string,
    of: (figures: Total) => number | null,
    words: Tile['words'],
    apart = words,
  ): Tile => ({
    name,
    value: of(total),
    before: previous === null ? undefined : of(previous),
    words,
    apart,
  })
  const tiles = [
    tile(t('jobs'), ({ jobs }) => jobs, format.number),
    tile(t('booked'), ({ bookedHours }) => bookedHours, hours),
    tile(t('used'), ({ usedHours }) => usedHours, hours),
    ...(isForAll ? [tile(t('utilisation'), ({ utilisation }) => utilisation, format.percent, points)] : []),
    tile(t('energy'), energyOf, (kWh) => format.energy(kWh * 1_000)),
    tile(t('cost'), centsOf, format.money),
    ...(isGuarded
      ? []
      : [
          tile(t('noShows'), ({ noShows }) => noShows, format.number),
          tile(t('lateCancels'), ({ lateCancels }) => lateCancels, format.number),
          tile(t('overruns'), ({ overruns }) => overruns, format.number),
          tile(t('waiting'), ({ waitingHours }) => waitingHours, hours),
        ]),
    tile(t('quality'), ({ quality }) => quality, format.percent, points),
  ]
  return (
    <Panel
      title={t('key.title')}
      text={t('key.text')}
      aside={
        <Button
          component="a"
          href={csvOf('statistics', asked)}
          download
          variant="default"
          size="compact-sm"
          className={classes.csv}
          aria-label={t('csv', { title: t('key.title') })}
          leftSection={<IconDownload size={16} />}
        >
          CSV
        </Button>
      }
    >
      <dl className={classes.tiles}>
        {tiles.map((one) => (
          <div key={one.name} className={classes.tile}>
            <dt>{one.name}</dt>
            <dd>{one.value === null ? '–' : one.words(one.value)}</dd>
            <Change {...one} />
          </div>
        ))}
      </dl>
      {isGuarded && (
        <p className={classes.guarded}>
          <strong>{t('guarded.title')}:</strong> {t('guarded.text')}
        </p>
      )}
    </Panel>
  )
}

/** Said with its sign: whether more is better, the figure can't know. */
function Change({ value, before, apart }: Tile) {
  const { t } = useTranslation('figures')
  if (value === null || before === null || before === undefined) return null
  const difference = value - before
  const size = apart(Math.abs(difference))
  return (
    <dd className={classes.change}>
      {size === apart(0)
        ? t('key.same')
        : t('key.before', { difference: `${difference > 0 ? '+' : '−'}${size}` })}
    </dd>
  )
}
