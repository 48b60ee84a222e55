import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonForm } from '../../parts/reason-form.tsx'
import classes from './job.module.css'

/** In works-council mode, whose a job was opens to staff with a reason only, once its day is over. */
export function WhoWasIt({ onReason }: { onReason: (reason: string) => void }) {
  const { t } = useTranslation('jobs')
  const [isAsking, setIsAsking] = useState(false)
  if (isAsking) return <ReasonForm title={t('opening.open')} onReason={onReason} />
  return (
    <section className={classes.notice}>
      <p>{t('opening.closed')}</p>
      <div className={classes.acts}>
        <Button variant="default" onClick={() => setIsAsking(true)}>
          {t('opening.open')}
        </Button>
      </div>
    </section>
  )
}
