import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Incident, useClaimIncident, useIncidents } from '../../api/incidents.ts'
import { useMay } from '../../api/permission.ts'
import type { Printer } from '../../api/shapes.ts'
import { useFormat } from '../../i18n/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './incident-strip.module.css'

/** So many are told at once; the others after a click. */
const fewest = 2

type StripProps = { printers: Printer[]; now: number }

/** What is wrong in the workshop right now, and for use that nobody booked: "that was me". */
export default function IncidentStrip({ printers, now }: StripProps) {
  const { t } = useTranslation('printers')
  const incidents = useIncidents({ open: 'true' })
  const [showsAll, setShowsAll] = useState(false)
  const open = incidents.data?.pages.flatMap((page) => page.items) ?? []
  if (open.length === 0) return null
  const shown = showsAll ? open : open.slice(0, fewest)
  return (
    <section className={classes.strip} aria-labelledby="incidents" data-tone="wait">
      <h2 id="incidents" className={classes.title}>
        <IconAlertTriangle aria-hidden="true" size={18} />
        {t('incidents.count', { count: open.length })}
      </h2>
      <ul className={classes.list}>
        {shown.map((incident) => (
          <IncidentLine
            key={incident.id}
            incident={incident}
            printerName={printers.find(({ id }) => id === incident.printerId)?.name}
            now={now}
          />
        ))}
      </ul>
      {open.length > fewest && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.more}
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? t('incidents.fewer') : t('incidents.all', { count: open.length })}
        </Button>
      )}
    </section>
  )
}

type LineProps = { incident: Incident; printerName: string | undefined; now: number }

function IncidentLine({ incident, printerName, now }: LineProps) {
  const { t } = useTranslation('printers')
  const format = useFormat()
  const mayClaim = useMay('incident.claim')
  const claim = useClaimIncident(() => notifications.show({ color: 'teal', message: t('incidents.claimed') }))
  const isUnclaimed = incident.kind === 'unbooked_use' && incident.claimedAt === null
  return (
    <li className={classes.item}>
      <span>
        {printerName !== undefined && <strong>{printerName}: </strong>}
        {incident.text}
        <span className={classes.since}>
          {' '}
          {t('incidents.since', { time: format.moment(Date.parse(incident.openedAt), now) })}
        </span>
      </span>
      {mayClaim && isUnclaimed && (
        <Button
          variant="default"
          size="xs"
          loading={claim.isPending}
          onClick={() => claim.mutate(incident.id)}
        >
          {t('incidents.claim')}
        </Button>
      )}
      {claim.error && <ProblemNotice error={claim.error} />}
    </li>
  )
}
