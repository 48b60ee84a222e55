import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../api/shapes.ts'
import { LazyMenu } from '../parts/lazy-menu.tsx'
import { initials } from '../people/initials.ts'
import classes from './user-menu.module.css'

const UserMenuItems = lazy(() => import('./user-menu-items.tsx'))

export function UserMenu({ user }: { user: Session['user'] }) {
  const { t } = useTranslation('common')
  return (
    <LazyMenu
      Menu={UserMenuItems}
      menuProps={{ user }}
      target={(props) => (
        <UnstyledButton {...props} aria-haspopup="menu" className={classes.button}>
          <span className={classes.face} aria-hidden="true">
            {initials(user.displayName)}
          </span>
          <VisuallyHidden>{t('menu.account')} </VisuallyHidden>
          <span className={classes.wide}>
            <strong>{user.displayName}</strong>
            <span>{t(`role.${user.role}`)}</span>
          </span>
        </UnstyledButton>
      )}
    />
  )
}
