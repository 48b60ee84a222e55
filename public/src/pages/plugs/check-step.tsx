import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Plug } from '../../api/plugs.ts'
import formClasses from '../../forms/form.module.css'
import { Panel } from '../../parts/panel.tsx'
import { SelfTestView } from './self-test.tsx'

/** The first self-test: better now than before the first print. */
export function CheckStep({ plug, onNext }: { plug: Plug; onNext: () => void }) {
  const { t } = useTranslation('machines')
  return (
    <Panel title={t('adopt.checkTitle', { name: plug.name })} text={t('check.text')}>
      <SelfTestView plugId={plug.id} />
      <div className={formClasses.inline}>
        <Button variant="default" onClick={onNext}>
          {t('adopt.next')}
        </Button>
      </div>
    </Panel>
  )
}
