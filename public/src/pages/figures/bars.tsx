import { BarChart } from '@mantine/charts'
import { useId } from 'react'
import { Rectangle, type RectangleProps } from 'recharts'
import classes from './bars.module.css'
import { Picture } from './chart-panel.tsx'
import { usualHeight } from './sizes.ts'

/** Told apart by colour and by how they are filled, also on paper and without colours. */
type Fill = 'full' | 'hatched' | 'dotted'

type Series<K extends string> = { name: K; label: string; fill: Fill }

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

const axisPx = 40
const linePx = { stacked: 34, beside: 46 }
const namesPx = 132

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
  const paint = (fill: Fill) => (fill === 'full' ? colour.full : `url(#${id}${fill})`)
  const lineHeight = isStacked || series.length === 1 ? linePx.stacked : linePx.beside
  return (
    <Picture label={label}>
      <div className={classes.bars}>
        {series.length > 1 && (
          <ul className={classes.legend}>
            {series.map(({ name, label: words, fill }) => (
              <li key={name}>
                <svg width="14" height="14" aria-hidden="true">
                  <rect
                    width="13"
                    height="13"
                    x="0.5"
                    y="0.5"
                    rx="3"
                    fill={paint(fill)}
                    stroke={colour[fill]}
                  />
                </svg>
                {words}
              </li>
            ))}
          </ul>
        )}
        <BarChart
          h={isLying ? axisPx + data.length * lineHeight : usualHeight}
          data={data}
          dataKey="name"
          type={isStacked ? 'stacked' : 'default'}
          orientation={isLying ? 'vertical' : 'horizontal'}
          gridAxis={isLying ? 'y' : 'x'}
          series={series.map(({ name, label: words, fill }) => ({ name, label: words, color: colour[fill] }))}
          barProps={({ name }) => {
            const fill = series.find((one) => one.name === name)?.fill ?? 'full'
            return {
              shape: (bar: RectangleProps) => (
                <Rectangle {...bar} fill={paint(fill)} stroke={colour[fill]} strokeOpacity={1} />
              ),
            }
          }}
          valueFormatter={format}
          maxBarWidth={36}
          tickLine="none"
          // Focus would lead into a picture that says nothing to those who need it.
          accessibilityLayer={false}
          {...(isLying && { yAxisProps: { width: namesPx } })}
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
      </div>
    </Picture>
  )
}
