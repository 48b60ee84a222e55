import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Signs somebody in for as long as they stand here. */
export default function SignInDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('kiosk')
  return (
    <Dialog kind="form" title={t('signIn.action')} onClose={onClose}>
      <SignInForm onDone={onDone} />
    </Dialog>
  )
}
