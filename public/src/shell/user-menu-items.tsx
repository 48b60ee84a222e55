import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import { IconHelp, IconKey, IconLogout, IconUserCircle } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useSignOut } from '../api/session.ts'
import type { Session } from '../api/shapes.ts'
import classes from './user-menu.module.css'

/** The account's menu, open, around its button. */
export default function UserMenuItems({ user, target }: { user: Session['user']; target: ReactElement }) {
  const { t, i18n } = useTranslation('common')
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={220} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{user.displayName}</strong>
          <span>{t(`role.${user.role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} href="/account" leftSection={<IconUserCircle size={18} stroke={1.75} />}>
          {t('menu.ownAccount')}
        </Menu.Item>
        <Menu.Item component={Link} href="/password" leftSection={<IconKey size={18} stroke={1.75} />}>
          {t('menu.password')}
        </Menu.Item>
        {/* A page of its own, read without the portal. */}
        <Menu.Item
          component="a"
          href={i18n.language === 'en' ? '/help/en' : '/help'}
          leftSection={<IconHelp size={18} stroke={1.75} />}
        >
          {t('menu.help')}
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
