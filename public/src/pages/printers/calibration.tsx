import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCalibration } from '../../api/power-policy.ts'
import { useTimeZone } from '../../api/site.ts'
import formClasses from '../../forms/form.module.css'
import { FormProblem } from '../../forms/form-problem.tsx'
import { instantOfField, localField } from '../../forms/local-instant.ts'
import { MomentField } from '../../forms/moment-field.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useClock } from '../../parts/clock.tsx'
import { Facts } from '../../parts/facts.tsx'

type Thresholds = { idleWatts: number; busyWatts: number }
type CalibrationProps = { printerId: string; onAccept: (thresholds: Thresholds) => void }

/** As long as the usual print with its standby before and after. */
const usualWindowMs = 6 * 3_600_000

/** Measures from a past print when the machine works and when it only stands by. */
export function Calibration({ printerId, onAccept }: CalibrationProps) {
  const { t } = useTranslation('power')
  const format = useFormat()
  const clock = useClock()
  const timeZone = useTimeZone()
  const [from, setFrom] = useState(() => localField(clock.now() - usualWindowMs, timeZone))
  const [to, setTo] = useState(() => localField(clock.now(), timeZone))
  const calibration = useCalibration(printerId)
  const window = { from: instantOfField(from, timeZone), to: instantOfField(to, timeZone) }
  const isWindow = window.from !== '' && window.from < window.to
  const found = calibration.data
  return (
    <div className={formClasses.form}>
      <div>
        <h3>{t('calibration.title')}</h3>
        <p>{t('calibration.text')}</p>
      </div>
      <MomentField label={t('calibration.from')} value={from} onChange={setFrom} />
      <MomentField
        label={t('calibration.to')}
        value={to}
        error={isWindow ? undefined : t('calibration.badWindow')}
        onChange={setTo}
      />
      <div className={formClasses.inline}>
        <Button
          variant="default"
          disabled={!isWindow}
          loading={calibration.isPending}
          onClick={() => calibration.mutate(window)}
        >
          {t('calibration.start')}
        </Button>
      </div>
      <FormProblem error={calibration.error} fields={[]} />
      {found && (
        <div role="status">
          <Facts
            items={[
              [t('calibration.standby'), format.watts(found.standbyWatts)],
              [t('calibration.working'), format.watts(found.workingWatts)],
              [t('field.idleWatts'), format.watts(found.idleWatts)],
              [t('field.busyWatts'), format.watts(found.busyWatts)],
            ]}
          />
          <Button mt="sm" onClick={() => onAccept(found)}>
            {t('calibration.accept')}
          </Button>
        </div>
      )}
    </div>
  )
}
