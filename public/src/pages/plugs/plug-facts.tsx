import { useTranslation } from 'react-i18next'
import type { Plug } from '../../api/plugs.ts'
import { usePrinters } from '../../api/printers.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'

/** What the plug says of itself, and when it last did. */
export function PlugFacts({ plug }: { plug: Plug }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  const now = useNow(10_000)
  const { reading } = plug
  const printer = usePrinters().data?.find(({ plugId }) => plugId === plug.id)
  return (
    <Panel title={t('plug.facts')}>
      {reading?.failure && (
        <p data-tone="bad">
          <strong>{reading.failure.message}</strong> {reading.failure.advice}
        </p>
      )}
      <Facts
        items={[
          [t('field.printer'), printer?.name ?? t('plug.noPrinter')],
          [t('plug.lastAnswer'), reading?.at ? format.moment(Date.parse(reading.at), now) : t('plug.never')],
          [t('field.power'), reading?.watts == null ? '–' : format.watts(reading.watts)],
          [t('field.wifi'), plug.rssi === null ? '–' : `${plug.rssi}\u202fdBm`],
          [t('field.model'), plug.model ?? '–'],
          [t('field.firmware'), plug.firmware ?? '–'],
          [t('field.mac'), plug.mac ?? '–'],
          [t('deadMan.title'), t(`deadMan.${plug.deadMan}`)],
        ]}
      />
    </Panel>
  )
}
