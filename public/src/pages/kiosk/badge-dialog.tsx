import { IconId } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLinkBadge } from '../../api/kiosk.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Done } from './done.tsx'
import { useBadgeReader } from './use-badge-reader.ts'

/** Ties the badge that is held to the reader to whoever is signed in. */
export default function BadgeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  const [isDone, setIsDone] = useState(false)
  const link = useLinkBadge(() => setIsDone(true))
  useBadgeReader(!isDone && !link.isPending, link.mutate)
  return (
    <Dialog kind="form" title={t('badge.action')} onClose={onClose}>
      {isDone ? (
        <Done text={t('badge.done')} onClose={onClose} />
      ) : (
        <>
          <EmptyState icon={<IconId />} title={t('badge.hold')} text={t('badge.text')} />
          {link.error && <ProblemNotice error={link.error} />}
        </>
      )}
    </Dialog>
  )
}
