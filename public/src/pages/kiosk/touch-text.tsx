import { TextInput } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { focusOnMount } from './focus-on-mount.ts'
import classes from './touch-text.module.css'

const ScreenKeyboard = lazy(() => import('./screen-keyboard.tsx'))

export type TouchField = {
  name: string
  label: string
  description?: string
  maxLength: number
  value: string
  onChange: (value: string) => void
  error?: string | undefined
}

/** Text fields with one keyboard on the screen, which types into the field that was touched last. */
export function TouchText({ fields }: { fields: TouchField[] }) {
  const [active, setActive] = useState(fields[0]?.name)
  const field = fields.find(({ name }) => name === active) ?? fields[0]
  return (
    <div className={classes.text}>
      <div className={classes.fields}>
        {fields.map(({ name, onChange, ...rest }, index) => (
          <TextInput
            key={name}
            {...rest}
            {...(index === 0 && { ref: focusOnMount })}
            size="lg"
            inputMode="none"
            autoComplete="off"
            onFocus={() => setActive(name)}
            onChange={(event) => onChange(event.currentTarget.value)}
            data-autofocus={index === 0 || undefined}
          />
        ))}
      </div>
      <Suspense fallback={<div className={classes.room} />}>
        {field && (
          <ScreenKeyboard
            key={field.name}
            value={field.value}
            onChange={(value) => field.onChange(value.slice(0, field.maxLength))}
          />
        )}
      </Suspense>
    </div>
  )
}
