import { useTranslation } from 'react-i18next'
import { type BookingPolicy, WEEKDAYS } from '../../../worker/domain/policy.ts'
import { useQualifications } from '../api/qualifications.ts'
import { numberRules, type Rule } from './rules.ts'

/** What a rule says, in a few words: "4320 Minuten", "keine Grenze", "Mo 07:00–16:00". */
export function useRuleWords() {
  const { t } = useTranslation('policies')
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
        return `${policy.slotMinutes} ${t('unit.minutes')}`
      default: {
        const unit = numberRules.find(({ key }) => key === rule)?.unit ?? 'minutes'
        const value = policy[rule]
        return value === null ? t('noLimit') : `${value} ${t(`unit.${unit}`)}`
      }
    }
  }
}
