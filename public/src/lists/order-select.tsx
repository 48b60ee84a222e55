import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Word =
  | 'newest'
  | 'oldest'
  | 'soonest'
  | 'last'
  | 'urgent'
  | 'minor'
  | 'machine'
  | 'person'
  | 'name'
  | 'shortest'

type OrderSelectProps<K extends string> = {
  value: K
  /** What the list can be sorted by, and the words for it. */
  orders: readonly (readonly [K, Word])[]
  onChange: (order: K) => void
}

/** In which order a list without headings stands. */
export function OrderSelect<K extends string>({ value, orders, onChange }: OrderSelectProps<K>) {
  const { t } = useTranslation('lists')
  return (
    <NativeSelect
      aria-label={t('sort')}
      value={value}
      onChange={(event) => {
        const chosen = orders.find(([order]) => order === event.currentTarget.value)
        if (chosen) onChange(chosen[0])
      }}
      data={orders.map(([order, word]) => ({ value: order, label: t(`order.${word}`) }))}
    />
  )
}
