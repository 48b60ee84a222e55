import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createApi } from '../../api/client.ts'
import { ApiProvider } from '../../api/context.tsx'
import { useEnrolDevice, useKioskState, visitorCsrfToken } from '../../api/kiosk.ts'
import { LiveProvider } from '../../api/live.tsx'
import { asProblem } from '../../api/problem.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Enrol } from './enrol.tsx'
import classes from './kiosk.module.css'
import { KioskBoard } from './kiosk-board.tsx'
import { isKioskDevice, markKioskDevice, takeLinkToken } from './kiosk-mark.ts'

/** The wall display, and the counter at which people help themselves. */
export default function Kiosk() {
  const { i18n } = useTranslation('kiosk')
  const queries = useQueryClient()
  const api = useMemo(
    () => createApi({ csrfToken: () => visitorCsrfToken(queries), language: () => i18n.language }),
    [queries, i18n],
  )
  return (
    <ApiProvider value={api}>
      <Device />
    </ApiProvider>
  )
}

function Device() {
  const { t } = useTranslation('kiosk')
  const [linkToken] = useState(takeLinkToken)
  const [wasKiosk, setWasKiosk] = useState(isKioskDevice)
  const { mutate: enrol, status } = useEnrolDevice()
  const state = useKioskState()
  useEffect(() => {
    if (linkToken !== undefined) enrol({ token: linkToken })
  }, [linkToken, enrol])
  const isOut = state.isError && [401, 404].includes(asProblem(state.error).status)
  const isIn = state.isSuccess
  useEffect(() => {
    if (isIn) {
      markKioskDevice(true)
      setWasKiosk(true)
    }
    // From here on the portal is within reach again, and this page asks for a code.
    if (isOut) markKioskDevice(false)
  }, [isIn, isOut])
  if (isOut) return status === 'pending' ? null : <Enrol wasKiosk={wasKiosk} />
  if (!state.data)
    return (
      <main className={classes.note}>
        <h1 className={classes.hidden}>{t('title')}</h1>
        {state.isError && <ProblemNotice error={state.error} />}
      </main>
    )
  return (
    <LiveProvider>
      <KioskBoard state={state.data} />
    </LiveProvider>
  )
}
