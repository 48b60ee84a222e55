import { ActionIcon } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { LazyMenu } from '../parts/lazy-menu.tsx'

const LookMenuItems = lazy(() => import('./look-menu-items.tsx'))

/** Language and colours; both are kept on this device. */
export function LookMenu() {
  const { t } = useTranslation('common')
  return (
    <LazyMenu
      Menu={LookMenuItems}
      menuProps={{}}
      target={(props) => (
        <ActionIcon
          {...props}
          aria-haspopup="menu"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('menu.settings')}
        >
          <IconAdjustmentsHorizontal size={20} stroke={1.75} />
        </ActionIcon>
      )}
    />
  )
}
