import { useTranslation } from 'react-i18next'
import { type Service, useServices } from '../../api/maintenance.ts'
import { useFormat } from '../../i18n/format.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { useNow } from '../../parts/clock.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { listLike } from '../../parts/entry.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './maintenance.module.css'

const orders = [
  ['newest', 'newest', ({ doneAt }: Service) => -Date.parse(doneAt)],
  ['oldest', 'oldest', ({ doneAt }: Service) => Date.parse(doneAt)],
  ['name', 'name', ({ planName }: Service) => planName],
  ['person', 'person', ({ doneByName }: Service) => doneByName],
] as const

const History = listLike(classes.history)

/** What was done on a machine, by whom, and what it had run until then. */
export default function HistoryDialog({
  printerId,
  title,
  onClose,
}: {
  printerId: string
  title: string
  onClose: () => void
}) {
  const { t } = useTranslation('maintenance')
  const format = useFormat()
  const now = useNow(60_000)
  const services = useServices(printerId)
  return (
    <Dialog kind="form" title={`${title}: ${t('history.action')}`} onClose={onClose}>
      {services.isPending && <ListSkeleton label={t('loading')} />}
      {services.isError && <ProblemNotice error={services.error} onRetry={() => void services.refetch()} />}
      {services.data?.length === 0 && <p>{t('history.none')}</p>}
      {services.data && services.data.length > 0 && (
        <LocalEntries
          label={t('history.action')}
          rows={services.data}
          textOf={({ planName, doneByName, note }) => `${planName} ${doneByName} ${note ?? ''}`}
          hint={t('history.searchHint')}
          orders={orders}
          List={History}
        >
          {(service) => (
            <li key={service.id}>
              <strong>{service.planName}</strong>
              <p>
                {t('history.line', {
                  time: format.moment(Date.parse(service.doneAt), now),
                  name: service.doneByName,
                  hours: format.number(service.usedHours),
                  jobs: service.jobs,
                  energy: format.energy(service.kWh * 1_000),
                })}
              </p>
              {service.note && <p>{service.note}</p>}
            </li>
          )}
        </LocalEntries>
      )}
    </Dialog>
  )
}
