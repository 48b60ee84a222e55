import { useTariffs } from '../../api/costs.ts'
import { CostCentresPanel } from './cost-centres-panel.tsx'
import { CostsPage } from './costs-page.tsx'
import { TariffsPanel } from './tariffs-panel.tsx'

/** Whom reservations can be charged to, and at which prices. */
export default function Prices() {
  const tariffs = useTariffs()
  return (
    <CostsPage>
      <TariffsPanel />
      {!tariffs.isPending && <CostCentresPanel />}
    </CostsPage>
  )
}
