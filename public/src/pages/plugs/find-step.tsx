import { Button } from '@mantine/core'
import { IconRadar2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type FoundPlug, useDiscovery } from '../../api/plugs.ts'
import { Panel } from '../../parts/panel.tsx'
import { Pill } from '../../parts/pill.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './adopt.module.css'

const checklist = ['account', 'thirdParty', 'address', 'near'] as const

/** What to do in the Tapo app first, and a search through the network. */
export function FindStep({ onChoose }: { onChoose: (address: string) => void }) {
  const { t } = useTranslation('machines')
  const discovery = useDiscovery()
  const isEmpty = discovery.data?.length === 0
  return (
    <>
      <Panel title={t('adopt.prepareTitle')} text={t('adopt.prepareText')}>
        <ol className={classes.checklist}>
          {checklist.map((item) => (
            <li key={item}>{t(`adopt.prepare.${item}`)}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={t('adopt.findTitle')} text={t('adopt.findText')}>
        <div className={classes.actions}>
          <Button
            leftSection={<IconRadar2 size={18} />}
            loading={discovery.isPending}
            onClick={() => discovery.mutate()}
          >
            {discovery.data ? t('adopt.searchAgain') : t('adopt.search')}
          </Button>
          <Button variant="default" onClick={() => onChoose('')}>
            {t('adopt.byHand')}
          </Button>
        </div>
        {discovery.isPending && (
          <p role="status" className={classes.hint}>
            {t('adopt.searching')}
          </p>
        )}
        {discovery.error && <ProblemNotice error={discovery.error} />}
        {isEmpty && (
          <p role="status" className={classes.hint}>
            {t('adopt.nothingFound')}
          </p>
        )}
        {discovery.data && !isEmpty && (
          <ul className={classes.found} aria-label={t('adopt.found')}>
            {discovery.data.map((plug) => (
              <Found key={plug.address} plug={plug} onChoose={onChoose} />
            ))}
          </ul>
        )}
      </Panel>
    </>
  )
}

function Found({ plug, onChoose }: { plug: FoundPlug; onChoose: (address: string) => void }) {
  const { t } = useTranslation('machines')
  const reason = plug.scheme === 'TPAP' ? 'tpap' : 'unsupported'
  return (
    <li className={classes.plug}>
      <div className={classes.words}>
        <strong>{plug.model}</strong>
        <span>
          {plug.address} · {plug.mac}
        </span>
        {!plug.supported && plug.plugId === null && <span>{t(`adopt.${reason}`)}</span>}
      </div>
      {plug.plugId !== null && <Pill tone="lost">{t('adopt.known')}</Pill>}
      {plug.plugId === null && !plug.supported && <Pill tone="wait">{t('adopt.notYet')}</Pill>}
      {plug.plugId === null && plug.supported && (
        <Button
          variant="default"
          aria-label={`${t('adopt.take')}: ${plug.address}`}
          onClick={() => onChoose(plug.address)}
        >
          {t('adopt.take')}
        </Button>
      )}
    </li>
  )
}
