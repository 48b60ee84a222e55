import '@mantine/core/styles/Checkbox.layer.css'
import { Button, Checkbox, CopyButton } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import formClasses from '../../forms/form.module.css'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/clock.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { PrintButton } from '../../parts/print-button.tsx'
import { saveFile } from '../../parts/save-file.ts'
import classes from './second-factor.module.css'

type RecoveryCodesProps = { codes: string[]; onClose: () => void; children?: ReactNode }

/** The codes for a lost phone, to be taken along. The server can't show them again, so this asks before it closes. */
export function RecoveryCodes({ codes, onClose, children }: RecoveryCodesProps) {
  const { t } = useTranslation('second-factor')
  const user = useSession()?.user
  const format = useFormat()
  const now = useNow(60_000)
  const [isKept, setKept] = useState(false)
  const [timesAsked, setTimesAsked] = useState(0)
  const kept = useRef<HTMLInputElement>(null)
  const sheet = t('recovery.sheet', {
    name: user?.username,
    site: window.location.host,
    date: format.dateAt(now),
  })
  const close = () => {
    if (isKept) onClose()
    else setTimesAsked((times) => times + 1)
  }
  // With the words that ask for it shown, so that both come into sight.
  useEffect(() => {
    if (timesAsked > 0) kept.current?.focus()
  }, [timesAsked])
  return (
    <Dialog kind="form" title={t('recovery.title')} onClose={close}>
      <div className={formClasses.form}>
        {children}
        <p className={classes.text}>{t('recovery.text')}</p>
        <section className={classes.sheet} aria-label={t('recovery.list')}>
          <p className={classes.sheetTitle}>{sheet}</p>
          <ol className={classes.codes}>
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </section>
        <div className={formClasses.inline}>
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<IconCopy size={18} />} onClick={copy}>
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
          <PrintButton>{t('recovery.print')}</PrintButton>
          <Button
            variant="default"
            leftSection={<IconDownload size={18} />}
            onClick={() =>
              saveFile(t('recovery.fileName'), 'text/plain', `${sheet}\n\n${codes.join('\n')}\n`)
            }
          >
            {t('recovery.save')}
          </Button>
        </div>
        <Checkbox
          ref={kept}
          classNames={{ input: classes.kept }}
          label={t('recovery.kept')}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          error={timesAsked > 0 && !isKept && t('recovery.keepFirst')}
        />
        <footer className={formClasses.footer}>
          <Button onClick={close}>{t('recovery.done')}</Button>
        </footer>
      </div>
    </Dialog>
  )
}
