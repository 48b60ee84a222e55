import '@mantine/core/styles/Checkbox.layer.css'
import { Button, Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCostCentreChoices } from '../api/booking-choices.ts'
import { useMay } from '../api/permission.ts'
import { useSession } from '../api/session.ts'
import { useTakers } from '../api/takers.ts'
import classes from './booking-dialog.module.css'
import { type Draft, repeats } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'

type ExtrasProps = {
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
  now: number
  errors: FieldErrors
}

/** What only some bookings need: somebody else, a cost centre, a series, a note. */
export function BookingExtras({ draft, onChange, now, errors }: ExtrasProps) {
  const { t } = useTranslation('booking')
  const [withNote, setWithNote] = useState(false)
  const [withRepeat, setWithRepeat] = useState(false)
  const costCentres = useCostCentreChoices()
  const mayBookForOthers = useMay('job.book_for_others')
  return (
    <>
      {mayBookForOthers && <ForWhom draft={draft} onChange={onChange} now={now} />}
      {costCentres.length > 0 && (
        <NativeSelect
          label={t('costCentre')}
          value={draft.costCentreId}
          onChange={(event) => onChange({ costCentreId: event.currentTarget.value })}
          data={[
            { value: '', label: t('noCostCentre') },
            ...costCentres.map(({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })),
          ]}
          error={errors.costCentre}
        />
      )}
      {withRepeat && (
        <div className={classes.repeat}>
          <NativeSelect
            label={t('repeat')}
            value={draft.repeat}
            onChange={(event) =>
              onChange({ repeat: repeats.find((one) => one === event.currentTarget.value) ?? 'never' })
            }
            data={repeats.map((value) => ({ value, label: t(`repeats.${value}`) }))}
          />
          {draft.repeat !== 'never' && (
            <NumberInput
              label={t('count')}
              value={draft.count}
              min={2}
              max={52}
              allowDecimal={false}
              onChange={(count) => onChange({ count })}
              error={errors.repeat}
            />
          )}
          {draft.repeat !== 'never' && (
            <Checkbox
              label={t('skipConflicts')}
              checked={draft.skipConflicts}
              onChange={(event) => onChange({ skipConflicts: event.currentTarget.checked })}
            />
          )}
        </div>
      )}
      {withNote && (
        <Textarea
          label={t('note')}
          description={t('noteHint')}
          maxLength={2000}
          rows={3}
          autoFocus
          value={draft.note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
          error={errors.note}
        />
      )}
      <div className={classes.more}>
        {!withNote && (
          <Button variant="subtle" size="compact-sm" onClick={() => setWithNote(true)}>
            {t('addNote')}
          </Button>
        )}
        {!withRepeat && (
          <Button variant="subtle" size="compact-sm" onClick={() => setWithRepeat(true)}>
            {t('addRepeat')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Staff book for others, too; the names are asked for only then. */
function ForWhom({ draft, onChange, now }: Omit<ExtrasProps, 'errors'>) {
  const { t } = useTranslation('booking')
  const ownId = useSession()?.user.id
  const people = useTakers(now).data ?? []
  return (
    <NativeSelect
      label={t('forWhom')}
      value={draft.userId}
      onChange={(event) => onChange({ userId: event.currentTarget.value })}
      data={[
        { value: '', label: t('forMe') },
        ...people.filter(({ id }) => id !== ownId).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
