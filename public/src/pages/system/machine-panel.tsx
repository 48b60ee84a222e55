import { useTranslation } from 'react-i18next'
import type { Health } from '../../api/system.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'

/** Versions, clock, storage and the services behind the portal. */
export function MachinePanel({ health }: { health: Health }) {
  const { t } = useTranslation('system')
  const format = useFormat()
  const now = useNow(60_000)
  const { machine, versions, bridge, lastTick } = health
  const free = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }) =>
    t('freeOf', { free: format.bytes(freeBytes), total: format.bytes(totalBytes) })
  const clock = () => {
    if (machine.clock === null) return t('unknown')
    return t(machine.clock.synchronised ? 'clock.synchronised' : 'clock.adrift', {
      source: machine.clock.source,
    })
  }
  return (
    <Panel title={t('machine')}>
      <Facts
        items={[
          [t('version'), versions.myp],
          [t('since'), format.moment(Date.parse(health.startedAt), now)],
          [t('clock.title'), clock()],
          [t('tick'), lastTick ? format.moment(Date.parse(lastTick.at), now) : t('unknown')],
          [t('bridge'), bridge.reachable ? t('plugs', { count: bridge.plugs }) : t('noAnswer')],
          [t('silentPlugs'), String(bridge.unknownPlugs)],
          [t('disk'), free(machine.disk)],
          [t('memory'), free(machine.memory)],
          [
            t('temperature'),
            machine.temperatureC === null ? '–' : `${format.number(machine.temperatureC)} °C`,
          ],
          [t('database'), format.bytes(health.database.bytes)],
          [
            t('databaseSound'),
            health.database.soundAt === null
              ? t('unknown')
              : format.moment(Date.parse(health.database.soundAt), now),
          ],
          [t('certificate'), format.dateAt(Date.parse(health.certificateEndsAt))],
          ['Node · workerd · SQLite', `${versions.node} · ${versions.workerd} · ${versions.sqlite}`],
        ]}
      />
    </Panel>
  )
}
