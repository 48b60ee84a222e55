import { Button } from '@mantine/core'
import {
  IconCertificate,
  IconId,
  IconLanguage,
  IconLogin2,
  IconLogout,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Visitor } from '../../api/kiosk.ts'
import { asProblem } from '../../api/problem.ts'
import { useProblemWords } from '../../parts/problem-notice.tsx'
import classes from './kiosk-footer.module.css'

/** From here on the countdown is shown large. */
const warnFromSeconds = 20

type FooterProps = {
  visitor: Visitor | null
  secondsLeft: number
  badgeError: Error | null
  onSignIn: () => void
  onGuest: () => void
  onBadge: () => void
  onInstructions: () => void
  onLeave: () => void
}

/** Who is here and for how long still, and the ways in. */
export function KioskFooter(props: FooterProps) {
  const { visitor, secondsLeft, badgeError, onSignIn, onGuest, onBadge, onInstructions, onLeave } = props
  const { t, i18n } = useTranslation(['kiosk', 'common'])
  const words = useProblemWords()
  if (visitor)
    return (
      <footer className={classes.footer} data-tone="busy">
        <p className={classes.text}>
          <strong>{t('hello', { name: visitor.displayName })}</strong> {t('helloHint')}
        </p>
        <p className={classes.countdown} data-late={secondsLeft <= warnFromSeconds || undefined}>
          {t('secondsLeft', { count: secondsLeft })}
        </p>
        {visitor.role !== 'guest' && (
          <Button size="lg" variant="default" leftSection={<IconCertificate />} onClick={onInstructions}>
            {t('instruction.action')}
          </Button>
        )}
        <Button size="lg" variant="default" leftSection={<IconId />} onClick={onBadge}>
          {t('badge.action')}
        </Button>
        <Button size="lg" leftSection={<IconLogout />} onClick={onLeave}>
          {t('leave')}
        </Button>
      </footer>
    )
  const isGerman = i18n.language === 'de'
  return (
    <footer className={classes.footer}>
      <p className={classes.text} role={badgeError ? 'alert' : undefined}>
        {badgeError
          ? asProblem(badgeError).code === 'invalid_credentials'
            ? t('badge.unknown')
            : words(badgeError).title
          : t('invitation')}
      </p>
      <Button
        size="lg"
        variant="subtle"
        leftSection={<IconLanguage />}
        lang={isGerman ? 'en' : 'de'}
        onClick={() => void i18n.changeLanguage(isGerman ? 'en' : 'de')}
      >
        {t(isGerman ? 'common:language.en' : 'common:language.de')}
      </Button>
      <Button size="lg" variant="default" leftSection={<IconUserQuestion />} onClick={onGuest}>
        {t('guest.action')}
      </Button>
      <Button size="lg" leftSection={<IconLogin2 />} onClick={onSignIn}>
        {t('signIn.action')}
      </Button>
    </footer>
  )
}
