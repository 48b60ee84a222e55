import '@mantine/core/styles/Chip.layer.css'
import { Chip } from '@mantine/core'
import classes from './choice-chips.module.css'

export type Choice<V extends string> = { value: V; label: string }

type ChoiceChipsProps<V extends string> = {
  /** What is chosen, for those who can't see it. */
  label: string
  choices: readonly Choice<V>[]
  value: V
  onChange: (value: V) => void
}

/** One of a few, all in sight; they wrap where a segmented control would not fit. */
export function ChoiceChips<V extends string>({ label, choices, value, onChange }: ChoiceChipsProps<V>) {
  return (
    <Chip.Group
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((one) => one.value === chosen)
        if (choice) onChange(choice.value)
      }}
    >
      <div role="radiogroup" aria-label={label} className={classes.chips}>
        {choices.map((choice) => (
          <Chip key={choice.value} value={choice.value} variant="light" size="sm">
            {choice.label}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  )
}
