import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Plug } from '../../api/plugs.ts'
import { Page } from '../../parts/page.tsx'
import { Steps } from '../../parts/steps.tsx'
import { AssignStep } from './assign-step.tsx'
import { CheckStep } from './check-step.tsx'
import { FindStep } from './find-step.tsx'
import { NameStep } from './name-step.tsx'

type Stage =
  | { step: 'find' }
  | { step: 'name'; address: string }
  | { step: 'check'; plug: Plug }
  | { step: 'assign'; plug: Plug }

const order = ['find', 'name', 'check', 'assign'] as const

/** Takes a plug into the workshop: find it, name it, see that it does what it must, put it before a printer. */
export default function AdoptPlug() {
  const { t } = useTranslation('machines')
  const [, go] = useLocation()
  const [stage, setStage] = useState<Stage>({ step: 'find' })
  return (
    <Page isNarrow title={t('plug.adopt')} back={{ path: '/manage/plugs', label: t('plug.back') }}>
      <Steps steps={order.map((step) => t(`adopt.step.${step}`))} at={order.indexOf(stage.step)} />
      {stage.step === 'find' && <FindStep onChoose={(address) => setStage({ step: 'name', address })} />}
      {stage.step === 'name' && (
        <NameStep
          address={stage.address}
          onBack={() => setStage({ step: 'find' })}
          onAdopted={(plug) => setStage({ step: 'check', plug })}
        />
      )}
      {stage.step === 'check' && (
        <CheckStep plug={stage.plug} onNext={() => setStage({ step: 'assign', plug: stage.plug })} />
      )}
      {stage.step === 'assign' && (
        <AssignStep plug={stage.plug} onDone={() => go(`/manage/plugs/${stage.plug.id}`)} />
      )}
    </Page>
  )
}
