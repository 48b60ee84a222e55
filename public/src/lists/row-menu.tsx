import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type RowAction = {
  label: string
  icon: ReactNode
  /** Red, at the end: it asks before it does anything. */
  isDangerous?: boolean
  onClick: () => void
}

/** What can be done with a row, folded away so that narrow screens have room for the row itself. */
export function RowMenu({ name, actions }: { name: string; actions: RowAction[] }) {
  const { t } = useTranslation('lists')
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('actions', { name })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, isDangerous, onClick }) => (
          <Menu.Item key={label} leftSection={icon} {...(isDangerous && { color: 'red' })} onClick={onClick}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
