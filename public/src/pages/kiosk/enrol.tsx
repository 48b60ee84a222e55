import { IconDeviceTv } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEnrolDevice } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import classes from './kiosk.module.css'
import { NumberPad } from './number-pad.tsx'

const codeLength = 8

/** A device that is no kiosk (any more): the admin's code makes it one. */
export function Enrol({ wasKiosk }: { wasKiosk: boolean }) {
  const { t } = useTranslation('kiosk')
  const enrol = useEnrolDevice()
  const words = useProblemWords()
  const [code, setCode] = useState('')
  const error = enrol.error ? (asProblem(enrol.error).at('code') ?? words(enrol.error).title) : undefined
  return (
    <main className={classes.note}>
      <h1 className={classes.hidden}>{t('title')}</h1>
      <EmptyState
        icon={<IconDeviceTv />}
        title={wasKiosk ? t('rejectedTitle') : t('enrolTitle')}
        text={wasKiosk ? t('rejectedText') : t('enrolText')}
      >
        <NumberPad
          label={t('enrolCode')}
          length={codeLength}
          value={code}
          onChange={setCode}
          onComplete={(complete) => enrol.mutate({ code: complete }, { onError: () => setCode('') })}
          error={error}
          disabled={enrol.isPending}
        />
      </EmptyState>
    </main>
  )
}
