import { UnstyledButton } from '@mantine/core'
import { IconBackspace } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { focusOnMount } from './focus-on-mount.ts'
import classes from './number-pad.module.css'

type NumberPadProps = {
  label: string
  /** How many digits make it complete; `onComplete` is then called. */
  length: number
  value: string
  onChange: (value: string) => void
  onComplete: (value: string) => void
  /** For a PIN: nobody reads it over the shoulder. */
  isSecret?: boolean
  error?: string | undefined
  disabled?: boolean
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0'] as const

/** Digits by finger, or by whatever keyboard there is. */
export function NumberPad(props: NumberPadProps) {
  const { label, length, value, onChange, onComplete, isSecret = false, error, disabled = false } = props
  const { t } = useTranslation('kiosk')
  const errorId = useId()
  const take = (text: string) => {
    const next = text.replaceAll(/\D/g, '').slice(0, length)
    onChange(next)
    if (next.length === length && next !== value) onComplete(next)
  }
  return (
    <div className={classes.pad}>
      <label className={classes.label}>
        {label}
        <input
          ref={focusOnMount}
          className={classes.value}
          type={isSecret ? 'password' : 'text'}
          inputMode="none"
          autoComplete="off"
          value={value}
          readOnly={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : errorId}
          onChange={(event) => take(event.currentTarget.value)}
          data-autofocus
        />
      </label>
      <p id={errorId} role="alert" className={classes.error}>
        {error}
      </p>
      <div className={classes.keys}>
        {digits.map((digit) =>
          digit === '' ? (
            <span key="gap" />
          ) : (
            <UnstyledButton
              key={digit}
              className={classes.key}
              disabled={disabled}
              onClick={() => take(value + digit)}
            >
              {digit}
            </UnstyledButton>
          ),
        )}
        <UnstyledButton
          className={classes.key}
          disabled={disabled}
          aria-label={t('pad.back')}
          onClick={() => onChange(value.slice(0, -1))}
        >
          <IconBackspace aria-hidden="true" />
        </UnstyledButton>
      </div>
    </div>
  )
}
