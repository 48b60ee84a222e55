import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import { type EvidenceQuery, useEvidence } from '../../api/instructions.ts'
import { useSession } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { Page } from '../../parts/page.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import classes from './instruction-evidence.module.css'
import { Signatures } from './signatures.tsx'

/** What was signed by both, about one person or one instruction, to be printed and filed. */
export default function InstructionEvidence() {
  const { t } = useTranslation('training')
  const format = useFormat()
  const own = useSession()?.user.id ?? ''
  const asked = new URLSearchParams(useSearch())
  const qualificationId = asked.get('qualificationId')
  const userId = asked.get('userId') ?? own
  const query: EvidenceQuery = qualificationId === null ? { userId } : { qualificationId }
  const evidence = useEvidence(query)
  const { items = [], texts = [] } = evidence.data ?? {}
  const back =
    qualificationId === null && userId === own
      ? { path: '/training', label: t('title') }
      : { path: '/manage/qualifications', label: t('evidence.back') }
  return (
    <Page
      title={t('evidence.title')}
      back={back}
      aside={<PrintButton className={classes.screen}>{t('evidence.print')}</PrintButton>}
    >
      {evidence.isPending && <ListSkeleton label={t('loading')} />}
      {evidence.isError && <ProblemNotice error={evidence.error} onRetry={() => void evidence.refetch()} />}
      {evidence.data && items.length === 0 && <p>{t('evidence.empty')}</p>}
      {items.length > 0 && (
        <>
          <p className={classes.subject}>
            {qualificationId === null ? items[0]?.userName : items[0]?.name} ·{' '}
            {t('evidence.printed', { date: format.dateAt(Date.now()) })}
          </p>
          <Signatures items={items} />
          <p className={classes.how}>{t('evidence.how')}</p>
          {texts.map(({ id, name, version, text }) => (
            <section key={id} className={classes.text}>
              <h2>{t('evidence.text', { name, version })}</h2>
              <p>{text}</p>
            </section>
          ))}
        </>
      )}
    </Page>
  )
}
