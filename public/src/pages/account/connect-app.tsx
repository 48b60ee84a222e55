import { Button, CopyButton, TextInput } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { OwnCode } from '../../../../worker/http/people-schemas.ts'
import type { useConfirmSecondFactor } from '../../api/second-factor.ts'
import { focusFirstError } from '../../forms/focus-first-error.ts'
import formClasses from '../../forms/form.module.css'
import { FormDialog } from '../../forms/form-dialog.tsx'
import { useSchemaForm } from '../../forms/use-schema-form.ts'
import { QrCode } from './qr-code.tsx'
import classes from './second-factor.module.css'

type ConnectAppProps = {
  secret: string
  /** The same secret with the names of site and person, as apps read it from a QR code. */
  uri: string
  confirm: ReturnType<typeof useConfirmSecondFactor>
  onClose: () => void
  children: ReactNode
}

/** Brings the secret into the app, by camera, by hand or on the phone itself, and asks for the first code. */
export function ConnectApp({ secret, uri, confirm, onClose, children }: ConnectAppProps) {
  const { t } = useTranslation('second-factor')
  const form = useSchemaForm({ initialValues: { code: '' }, schema: OwnCode, wish: (values) => values })
  return (
    <FormDialog
      title={t('title')}
      submit={t('switchOn')}
      isPending={confirm.isPending}
      error={confirm.error}
      fields={['code']}
      onClose={onClose}
      onSubmit={form.onSubmit(
        (values) => confirm.mutate(values, { onError: form.showProblem }),
        focusFirstError(form),
      )}
    >
      {children}
      <div className={classes.connect}>
        <div className={classes.way}>
          <p className={classes.text}>{t('scan')}</p>
          <QrCode text={uri} label={t('qr')} />
        </div>
        <div className={classes.way}>
          <p className={classes.text}>{t('noCamera')}</p>
          <output className={classes.secret} aria-label={t('secret')}>
            {secret.match(/.{1,4}/g)?.join(' ')}
          </output>
          <div className={formClasses.inline}>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="default" leftSection={<IconCopy size={18} />} onClick={copy}>
                  {copied ? t('copied') : t('copy')}
                </Button>
              )}
            </CopyButton>
            <Button component="a" href={uri} variant="default">
              {t('openApp')}
            </Button>
          </div>
        </div>
      </div>
      <TextInput
        label={t('code')}
        description={t('codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        required
        {...form.getInputProps('code')}
      />
    </FormDialog>
  )
}
