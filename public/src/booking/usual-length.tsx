import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUsualLength } from '../api/booking-choices.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './usual-length.module.css'

const typingPauseMs = 400

type UsualLengthProps = {
  printerId: string
  title: string
  /** What would be booked now; missing while it is no length. */
  minutes: number | undefined
  onTake: (minutes: number) => void
}

/** What one's earlier prints took, and the length that follows from it, one click away. */
export function UsualLength({ printerId, title, minutes, onTake }: UsualLengthProps) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const [asked] = useDebouncedValue(title, typingPauseMs)
  const [taken, setTaken] = useState<number>()
  const usual = useUsualLength(printerId, asked, minutes)
  // What was taken from here is not cut down once more.
  if (!usual || minutes === undefined || usual.minutes === minutes || minutes === taken) return null
  return (
    <div role="status" className={classes.usual}>
      <IconHistory aria-hidden="true" size={18} stroke={1.75} className={classes.icon} />
      <span>{t(`usual.${usual.basis}`, { count: usual.jobs })}</span>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          setTaken(usual.minutes)
          onTake(usual.minutes)
        }}
      >
        {t('usual.take', { duration: format.duration(usual.minutes * 60_000) })}
      </Button>
    </div>
  )
}
