import { useTranslation } from 'react-i18next'
import { type Look, useLooks } from '../../api/looks.ts'
import { useFormat } from '../../i18n/format.ts'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { listLike } from '../../parts/entry.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './looks-panel.module.css'

const orders = [
  ['newest', 'newest', ({ at }: Look) => -Date.parse(at)],
  ['oldest', 'oldest', ({ at }: Look) => Date.parse(at)],
  ['person', 'person', ({ by }: Look) => by ?? ''],
] as const

const Looks = listLike(classes.looks)

/** Who has opened one's own history, when and why. */
export function LooksPanel() {
  const { t } = useTranslation('account')
  const format = useFormat()
  const looks = useLooks()
  return (
    <Panel title={t('looks.title')} text={t('looks.text')}>
      {looks.error && <ProblemNotice error={looks.error} onRetry={() => void looks.refetch()} />}
      {looks.data?.length === 0 && <p className={classes.none}>{t('looks.none')}</p>}
      {looks.data !== undefined && looks.data.length > 0 && (
        <LocalEntries
          label={t('looks.title')}
          rows={looks.data}
          textOf={({ by, reason }) => `${by ?? t('looks.someone')} ${reason ?? t('looks.noReason')}`}
          hint={t('looks.searchHint')}
          orders={orders}
          atGlance={3}
          List={Looks}
        >
          {({ id, at, by, reason }) => (
            <li key={id}>
              <strong>{by ?? t('looks.someone')}</strong>
              <time dateTime={at}>{format.moment(Date.parse(at), Date.now())}</time>
              <span>{reason ?? t('looks.noReason')}</span>
            </li>
          )}
        </LocalEntries>
      )}
    </Panel>
  )
}
