import { Button } from '@mantine/core'
import { IconCertificate, IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Instruction, useInstructions } from '../../api/instructions.ts'
import { useSession } from '../../api/session.ts'
import { ListSkeleton } from '../../lists/list-skeleton.tsx'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Entry } from '../../parts/entry.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'
import { StandingPill } from '../../training/standing-pill.tsx'
import { TrainingPage } from '../../training/training-page.tsx'

const SignDialog = lazy(() => import('./sign-dialog.tsx'))

const rank = ({ mine }: Instruction): number =>
  mine.waitsFor === 'person' ? 0 : mine.state === 'valid' ? 2 : 1

const orders = [
  ['urgent', 'urgent', rank],
  ['name', 'name', ({ name }: Instruction) => name],
] as const

/** One's own instructions: what is valid until when, what is missing, and the text to sign. */
export default function Training() {
  const { t } = useTranslation('training')
  const instructions = useInstructions()
  const userId = useSession()?.user.id ?? ''
  return (
    <TrainingPage
      aside={
        <Button
          component={Link}
          href={`/training/evidence?userId=${encodeURIComponent(userId)}`}
          variant="default"
          leftSection={<IconPrinter size={18} />}
        >
          {t('evidence.action')}
        </Button>
      }
    >
      {instructions.isPending && <ListSkeleton label={t('loading')} />}
      {instructions.isError && !instructions.data && (
        <ProblemNotice error={instructions.error} onRetry={() => void instructions.refetch()} />
      )}
      {instructions.data?.length === 0 && (
        <EmptyState icon={<IconCertificate />} title={t('empty.title')} text={t('empty.text')} />
      )}
      {instructions.data && instructions.data.length > 0 && (
        <LocalEntries
          label={t('tab.instructions')}
          rows={instructions.data}
          textOf={({ name, text }) => `${name} ${text?.text ?? ''}`}
          hint={t('searchHint')}
          orders={orders}
        >
          {(instruction) => <InstructionEntry key={instruction.id} instruction={instruction} />}
        </LocalEntries>
      )}
    </TrainingPage>
  )
}

function InstructionEntry({ instruction }: { instruction: Instruction }) {
  const { t } = useTranslation('training')
  const dialog = useDialog<true>()
  const { name, text, mine, validMonths } = instruction
  const isMissing = mine.waitsFor === 'person' || mine.state !== 'valid'
  const tone = mine.state === 'valid' ? 'free' : mine.waitsFor === null ? 'bad' : 'wait'
  return (
    <Entry
      tone={tone}
      icon={<IconCertificate size={20} />}
      title={name}
      mark={<StandingPill mine={mine} />}
      actions={
        text && (
          <Button
            variant={isMissing && mine.waitsFor !== 'trainer' ? 'filled' : 'default'}
            aria-label={`${t('read')}: ${name}`}
            onClick={() => dialog.open(true)}
          >
            {t('read')}
          </Button>
        )
      }
    >
      <p>{validMonths === null ? t('validForEver') : t('validFor', { count: validMonths })}</p>
      {!text && <p>{t('noText')}</p>}
      {mine.waitsFor !== null && <p>{t(`next.${mine.waitsFor}`)}</p>}
      <Suspense fallback={null}>
        {dialog.subject && text && (
          <SignDialog instruction={instruction} text={text} onClose={dialog.close} />
        )}
      </Suspense>
    </Entry>
  )
}
