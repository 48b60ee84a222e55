import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSecondFactor } from '../../api/second-factor.ts'
import { useFormat } from '../../i18n/format.ts'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import classes from './account.module.css'

const SetUpDialog = lazy(() => import('./set-up-second-factor.tsx'))
const RenewDialog = lazy(() => import('./renew-recovery-codes.tsx'))
const EndDialog = lazy(() => import('./end-second-factor.tsx'))

/** The code after the password: whether it is asked for, and the ways to begin and end it. */
export function SecondFactorPanel() {
  const { t } = useTranslation('second-factor')
  const format = useFormat()
  const factor = useSecondFactor()
  const dialog = useDialog<'set-up' | 'renew' | 'end'>()
  const { enabledAt, recoveryCodesLeft: left } = factor.data ?? { enabledAt: null, recoveryCodesLeft: 0 }
  return (
    <Panel title={t('title')} text={t('text')}>
      {factor.error && <ProblemNotice error={factor.error} onRetry={() => void factor.refetch()} />}
      {enabledAt !== null && (
        <div className={classes.state}>
          <Pill tone="free">{t('since', { date: format.dateAt(Date.parse(enabledAt)) })}</Pill>
          <p className={classes.quiet}>{left === 0 ? t('noCodes') : t('codes', { count: left })}</p>
        </div>
      )}
      {factor.data && (
        <div className={classes.acts}>
          {enabledAt === null ? (
            <Button variant="default" onClick={() => dialog.open('set-up')}>
              {t('setUp')}
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={() => dialog.open('renew')}>
                {t('renew.act')}
              </Button>
              <Button variant="subtle" color="red" onClick={() => dialog.open('end')}>
                {t('end.act')}
              </Button>
            </>
          )}
        </div>
      )}
      <Suspense fallback={null}>
        {dialog.subject === 'set-up' && <SetUpDialog onClose={dialog.close} />}
        {dialog.subject === 'renew' && <RenewDialog onClose={dialog.close} />}
        {dialog.subject === 'end' && (
          <EndDialog
            onDone={() => {
              notifications.show({ color: 'teal', message: t('end.done') })
              dialog.close()
            }}
            onClose={dialog.close}
          />
        )}
      </Suspense>
    </Panel>
  )
}
