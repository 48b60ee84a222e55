import { Button } from '@mantine/core'
import { IconCamera, IconX } from '@tabler/icons-react'
import { type ChangeEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import formClasses from '../forms/form.module.css'
import { useFormat } from '../i18n/format.ts'
import classes from './photo-field.module.css'
import { shrinkPhoto } from './shrink-photo.ts'

type PhotoFieldProps = { label: string; photo: Blob | undefined; onPhoto: (photo: Blob | undefined) => void }

/** Takes or chooses a photo, and makes it small and free of what the camera knows. */
export function PhotoField({ label, photo, onPhoto }: PhotoFieldProps) {
  const { t } = useTranslation('faults')
  const format = useFormat()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isWrong, setIsWrong] = useState(false)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0]
    event.currentTarget.value = ''
    if (!file) return
    const small = await shrinkPhoto(file)
    setIsWrong(small === undefined)
    onPhoto(small)
  }
  return (
    <div className={formClasses.inline}>
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/*"
        capture="environment"
        className={classes.input}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => void take(event)}
      />
      <Button variant="default" leftSection={<IconCamera size={18} />} onClick={() => input.current?.click()}>
        {label}
      </Button>
      {photo && (
        <>
          <span role="status">{t('photo.ready', { size: format.bytes(photo.size) })}</span>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={16} />}
            onClick={() => onPhoto(undefined)}
          >
            {t('photo.drop')}
          </Button>
        </>
      )}
      {isWrong && (
        <p role="alert" className={classes.wrong}>
          {t('photo.wrong')}
        </p>
      )}
    </div>
  )
}
