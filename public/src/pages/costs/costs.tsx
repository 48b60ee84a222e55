import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { CostCentresPanel } from './cost-centres-panel.tsx'
import { MonthPanel } from './month-panel.tsx'
import { TariffsPanel } from './tariffs-panel.tsx'

/** What printing costs, whom it is charged to, and at which price. */
export default function Costs() {
  const { t } = useTranslation('costs')
  return (
    <Page isNarrow title={t('title')}>
      <MonthPanel />
      <CostCentresPanel />
      <TariffsPanel />
    </Page>
  )
}
