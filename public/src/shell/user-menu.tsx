import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconKey, IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useSignOut } from '../api/session.ts'
import type { Session } from '../api/shapes.ts'
import classes from './user-menu.module.css'

/** "Kim Lehmann" → "KL"; one word gives one letter. */
const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')

export function UserMenu({ user }: { user: Session['user'] }) {
  const { t } = useTranslation('common')
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <span className={classes.face} aria-hidden="true">
            {initials(user.displayName)}
          </span>
          <VisuallyHidden>{t('menu.account')} </VisuallyHidden>
          <span className={classes.wide}>
            <strong>{user.displayName}</strong>
            <span>{t(`role.${user.role}`)}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{user.displayName}</strong>
          <span>{t(`role.${user.role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} href="/password" leftSection={<IconKey size={18} stroke={1.75} />}>
          {t('menu.password')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={18} stroke={1.75} />}
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
