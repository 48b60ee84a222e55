import { BarChart } from '@mantine/charts'
import { useId } from 'react'
import classes from './bars.module.css'
import { Picture } from './chart-panel.tsx'
import { usualHeight } from './sizes.ts'

/** Told apart by colour and by how they are filled, also on paper and without colours. */
export type Fill = 'full' | 'hatched' | 'dotted'

export type Series<K extends string> = { name: K; label: string; fill: Fill }

type BarsProps<K extends string> = {
  label: string
  /** One entry per bar: its `name`, and a number per series. */
  data: ({ name: string } & Record<K, number>)[]
  series: Series<K>[]
  format: (value: number) => string
  isStacked?: boolean
  /** Names are long: bars lie, one below the other. */
  isLying?: boolean
}

const legendPx = 48
const linePx = { stacked: 34, beside: 46 }

const colour: Record<Fill, string> = {
  full: 'var(--series-1)',
  hatched: 'var(--series-2)',
  dotted: 'var(--series-3)',
}

/** Bars of one or more series. */
export function Bars<K extends string>({
  label,
  data,
  series,
  format,
  isStacked = false,
  isLying = false,
}: BarsProps<K>) {
  const id = useId()
  const lying = legendPx + data.length * (isStacked || series.length === 1 ? linePx.stacked : linePx.beside)
  return (
    <Picture label={label}>
      <BarChart
        className={classes.bars}
        h={isLying ? lying : usualHeight}
        data={data}
        dataKey="name"
        type={isStacked ? 'stacked' : 'default'}
        orientation={isLying ? 'vertical' : 'horizontal'}
        gridAxis={isLying ? 'y' : 'x'}
        series={series.map(({ name, label: words, fill }) => ({ name, label: words, color: colour[fill] }))}
        barProps={({ name }) => {
          const fill = series.find((one) => one.name === name)?.fill ?? 'full'
          return fill === 'full' ? {} : { fill: `url(#${id}${fill})`, stroke: colour[fill], strokeOpacity: 1 }
        }}
        valueFormatter={format}
        withLegend={series.length > 1}
        maxBarWidth={36}
        tickLine="none"
        // Focus would lead into a picture that says nothing to those who need it.
        accessibilityLayer={false}
        {...(isLying && { yAxisProps: { width: 132 } })}
      >
        <defs>
          <pattern
            id={`${id}hatched`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" className={classes.ground} />
            <rect width="3.5" height="6" fill={colour.hatched} />
          </pattern>
          <pattern id={`${id}dotted`} width="5" height="5" patternUnits="userSpaceOnUse">
            <rect width="5" height="5" className={classes.ground} />
            <circle cx="2.5" cy="2.5" r="1.7" fill={colour.dotted} />
          </pattern>
        </defs>
      </BarChart>
    </Picture>
  )
}
