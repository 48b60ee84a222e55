import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type SelfTest, useSelfTest } from '../../api/plugs.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './self-test.module.css'

const lights = {
  ok: { Icon: IconCircleCheck, tone: 'free' },
  warning: { Icon: IconAlertTriangle, tone: 'wait' },
  failed: { Icon: IconCircleX, tone: 'bad' },
} as const

/** Shows the last self-test and runs another when asked: a light, a sentence and the advice for each point. */
export function SelfTestView({ plugId, last = null }: { plugId: string; last?: SelfTest | null }) {
  const { t } = useTranslation('machines')
  const test = useSelfTest(plugId)
  const known = test.data ?? last
  return (
    <div className={classes.test}>
      <Button
        variant={known ? 'default' : 'filled'}
        className={classes.start}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {known ? t('check.again') : t('check.start')}
      </Button>
      {test.isPending && (
        <p role="status" className={classes.hint}>
          {t('check.running')}
        </p>
      )}
      {test.error && <ProblemNotice error={test.error} />}
      {known && <Result test={known} />}
    </div>
  )
}

/** One light and when it was tested, for a list. */
export function SelfTestLight({ test }: { test: SelfTest | null }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  const now = useNow(30_000)
  if (!test) return <span>–</span>
  const { Icon, tone } = lights[test.status]
  return (
    <span className={classes.brief} data-tone={tone}>
      <Icon size={20} className={classes.light} aria-label={t(`check.verdict.${test.status}`)} />
      {format.moment(Date.parse(test.at), now)}
    </span>
  )
}

function Result({ test }: { test: SelfTest }) {
  const { t } = useTranslation('machines')
  const format = useFormat()
  const now = useNow(30_000)
  const { Icon, tone } = lights[test.status]
  return (
    <>
      <div role="status" className={classes.verdict} data-tone={tone}>
        <Icon size={28} aria-hidden="true" />
        <div>
          <strong>{t(`check.verdict.${test.status}`)}</strong>
          <span>{format.moment(Date.parse(test.at), now)}</span>
        </div>
      </div>
      <ul className={classes.items}>
        {test.items.map((item) => {
          const light = lights[item.status]
          return (
            <li key={item.name} className={classes.item} data-tone={light.tone}>
              <light.Icon size={20} className={classes.light} aria-label={t(`check.light.${item.status}`)} />
              <div>
                <p className={classes.name}>{t(`check.item.${item.name}`)}</p>
                <p className={classes.message}>{item.message}</p>
                {item.advice && <p className={classes.advice}>{item.advice}</p>}
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}
