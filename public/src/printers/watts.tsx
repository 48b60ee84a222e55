import { useTranslation } from 'react-i18next'
import type { Printer } from '../api/shapes.ts'
import { useFormat } from '../i18n/format.ts'
import { Sparkline } from './sparkline.tsx'
import classes from './watts.module.css'

type WattsProps = { power: NonNullable<Printer['power']>; history: readonly number[] }

/** The plug's reading: live watts with their recent course, or honestly how old the last one is. */
export function Watts({ power, history }: WattsProps) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const { watts, stale, at } = power
  return (
    <div className={classes.watts}>
      {!stale && power.state === 'on' && <Sparkline values={history} />}
      <span className={classes.value} data-stale={stale || undefined}>
        <span className={classes.label}>{t('power')} </span>
        {watts === null ? t('powerUnknown') : format.watts(watts)}
        {watts !== null && stale && at !== null && (
          <small> · {t('powerStale', { time: format.time(Date.parse(at)) })}</small>
        )}
      </span>
    </div>
  )
}
