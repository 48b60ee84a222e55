import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Fault, photoPath, useAddPhoto, useRemovePhoto } from '../../api/faults.ts'
import { useSession } from '../../api/session.ts'
import { PhotoField } from '../../faults/photo-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './faults.module.css'

/** The report's photo, or the way to add one: for who reported it, while it is not done. */
export function FaultPhoto({ fault }: { fault: Fault }) {
  const { t } = useTranslation('faults')
  const own = useSession()?.user.id
  const [sent, setSent] = useState<Blob>()
  const add = useAddPhoto(fault.id, () => {
    setSent(undefined)
    notifications.show({ color: 'teal', message: t('photo.added') })
  })
  const remove = useRemovePhoto(fault.id)
  const mayAdd = fault.userId === own && fault.state !== 'done'
  if (fault.hasPhoto)
    return (
      <figure className={classes.photo}>
        <a href={photoPath(fault.id)} target="_blank" rel="noreferrer">
          <img src={photoPath(fault.id)} alt={t('photo.alt', { text: fault.text })} loading="lazy" />
        </a>
        <figcaption>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconTrash size={16} />}
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined)}
          >
            {t('photo.remove')}
          </Button>
        </figcaption>
        {remove.error && <ProblemNotice error={remove.error} />}
      </figure>
    )
  if (!mayAdd) return null
  return (
    <div className={classes.add}>
      <PhotoField
        label={t('photo.add')}
        photo={sent}
        onPhoto={(photo) => {
          setSent(photo)
          if (photo) add.mutate(photo)
        }}
      />
      {add.error && <ProblemNotice error={add.error} />}
    </div>
  )
}
