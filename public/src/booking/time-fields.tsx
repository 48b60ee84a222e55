import { Button, Chip, Input, NumberInput, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BookingPolicy } from '../../../worker/domain/policy.ts'
import { useTimeZone } from '../api/site.ts'
import { useFormat } from '../i18n/format.ts'
import type { Draft, DraftProblem, Window } from './draft.ts'
import { firstGap, gridMinutes, isWindow, lengthChoices, overlaps, startOf } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import { localTimeAt } from './local-time.ts'
import { OccupancyStrip } from './occupancy-strip.tsx'
import { StartFields } from './start-fields.tsx'
import classes from './time-fields.module.css'
import type { Occupancy } from './use-occupancy.ts'

type TimeFieldsProps = {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
  now: number
  occupancy: Occupancy
  wanted: Window | DraftProblem
  /** Whether the person has tried to submit: before that, an unfinished field is no mistake. */
  checked: boolean
  errors: FieldErrors
  /** What may be booked here; missing while it is not known. */
  policy: BookingPolicy | undefined
}

/** When and for how long, with what is already reserved around it. */
export function TimeFields({
  draft,
  onChange,
  now,
  occupancy,
  wanted,
  checked,
  errors,
  policy,
}: TimeFieldsProps) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const timeZone = useTimeZone()
  const choice = isWindow(wanted) ? wanted : undefined
  const mistake = (field: DraftProblem['field']) =>
    !isWindow(wanted) && wanted.field === field && (checked || wanted.code === 'inPast')
      ? t(wanted.code)
      : undefined
  const collision = choice && occupancy.taken.find((taken) => overlaps(taken, choice))
  const gap = collision && choice && gapAfter(occupancy, choice)
  const startError = errors.start ?? mistake('start')
  const lengthError = errors.length ?? mistake('length')
  const start = startOf(draft, now, timeZone)
  const { nextStart } = occupancy
  const choices = lengthChoices(
    nextStart !== undefined && start !== undefined ? nextStart - start : undefined,
  )

  const fits = (minutes: number) =>
    policy === undefined || (policy.minMinutes <= minutes && minutes <= policy.maxMinutes)

  return (
    <div className={classes.fields}>
      <Input.Wrapper label={t('when')} error={startError} labelElement="div">
        <div className={classes.start}>
          <SegmentedControl
            aria-label={t('when')}
            value={draft.when}
            onChange={(when) => onChange({ when: when === 'now' ? 'now' : 'later' })}
            data={[
              { value: 'now', label: t('now') },
              { value: 'later', label: t('later') },
            ]}
          />
          {draft.when === 'later' && (
            <StartFields start={draft.start} now={now} onChange={(start) => onChange({ start })} />
          )}
        </div>
      </Input.Wrapper>
      <Input.Wrapper
        label={t('duration')}
        description={
          policy &&
          t('limits', {
            min: format.duration(policy.minMinutes * 60_000),
            max: format.duration(policy.maxMinutes * 60_000),
            days: policy.horizonDays,
          })
        }
        error={lengthError}
        labelElement="div"
      >
        <div className={classes.lengths} role="radiogroup" aria-label={t('duration')}>
          <Chip.Group
            value={String(draft.length)}
            onChange={(value) =>
              onChange({
                length: value === 'custom' || value === 'until_next' ? value : Number(value),
              })
            }
          >
            {lengthsShown(choices.minutes.filter(fits), draft.length).map((minutes) => (
              <Chip key={minutes} value={String(minutes)} size="sm">
                {format.duration(minutes * 60_000)}
              </Chip>
            ))}
            {choices.untilNext && nextStart !== undefined && (
              <Chip value="until_next" size="sm">
                {t('untilNext', { time: format.moment(nextStart, now) })}
              </Chip>
            )}
            <Chip value="custom" size="sm">
              {t('custom')}
            </Chip>
          </Chip.Group>
        </div>
      </Input.Wrapper>
      {draft.length === 'custom' && (
        <NumberInput
          label={t('customHours')}
          description={t('customHint')}
          value={draft.customHours}
          onChange={(customHours) => onChange({ customHours })}
          min={0.25}
          max={72}
          step={0.5}
          decimalScale={2}
          decimalSeparator={format.decimalSeparator}
          className={classes.hours}
        />
      )}
      <OccupancyStrip frame={occupancy.frame} taken={occupancy.taken} choice={choice} now={now} />
      {collision && (
        <p role="status" className={classes.collision}>
          {collision.userName === null
            ? t('overlapNoName', { window: format.window(collision.startsAt, collision.endsAt, now) })
            : t('overlap', {
                name: collision.userName,
                window: format.window(collision.startsAt, collision.endsAt, now),
              })}
          {gap !== undefined && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => onChange({ when: 'later', start: localTimeAt(gap, timeZone) })}
            >
              {t('takeGap', { time: format.moment(gap, now) })}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

const gridMs = gridMinutes * 60_000

/** When a window of this length fits next; nothing if that is beyond what is known here. */
function gapAfter({ taken, frame }: Occupancy, { startsAt, endsAt }: Window): number | undefined {
  const gap = Math.ceil(firstGap(taken, startsAt, endsAt - startsAt) / gridMs) * gridMs
  return gap + endsAt - startsAt <= frame.endsAt ? gap : undefined
}

/** The presets that fit, and always the chosen one: a proposal may have any length. */
const lengthsShown = (presets: number[], length: Draft['length']) =>
  typeof length === 'number' && !presets.includes(length)
    ? [...presets, length].sort((a, b) => a - b)
    : presets
