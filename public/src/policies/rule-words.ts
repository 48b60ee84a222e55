import { useTranslation } from 'react-i18next'
import { type BookingPolicy, WEEKDAYS } from '../../../worker/domain/policy.ts'
import { useQualifications } from '../api/qualifications.ts'
import { useFormat } from '../i18n/format.ts'
import { numberRules, type Rule } from './rules.ts'

const minuteMs = 60_000

/** What a rule says, in a few words: "3 Tage", "keine Grenze", "Mo 07:00–16:00". */
export function useRuleWords() {
  const { t } = useTranslation('policies')
  const format = useFormat()
  const qualifications = useQualifications().data ?? []
  return (rule: Rule, policy: BookingPolicy): string => {
    switch (rule) {
      case 'openingHours': {
        const hours = policy.openingHours
        if (hours === null) return t('hours.always')
        return WEEKDAYS.filter((weekday) => hours[weekday]?.length)
          .map((weekday) => {
            const times = (hours[weekday] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ')
            const day = t(`weekdayShort.${weekday}`)
            return `${day} ${times}`
          })
          .join('; ')
      }
      case 'needsApproval':
        return t(`approval.${typeof policy.needsApproval === 'object' ? 'some' : policy.needsApproval}`)
      case 'requiresQualification':
        return (
          qualifications.find(({ id }) => id === policy.requiresQualification)?.name ?? t('noQualification')
        )
      case 'slotMinutes':
        return format.duration(policy.slotMinutes * minuteMs)
      default: {
        const unit = numberRules.find(({ key }) => key === rule)?.unit ?? 'minutes'
        const value = policy[rule]
        if (value === null) return t('noLimit')
        if (unit === 'minutes') return format.duration(value * minuteMs)
        return `${format.number(value)} ${t(`unit.${unit}`)}`
      }
    }
  }
}
