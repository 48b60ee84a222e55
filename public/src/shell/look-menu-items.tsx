import '@mantine/core/styles/Menu.layer.css'
import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../i18n/setup.ts'

const schemes = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
] as const

/** The menu of language and colours, open, around its button. */
export default function LookMenuItems({ target }: { target: ReactElement }) {
  const { t, i18n } = useTranslation('common')
  // Switching transitions off for a moment would need an inline style element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <Menu position="bottom-end" width={210} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('menu.language')}</Menu.Label>
        <Menu.RadioGroup value={i18n.language} onChange={(language) => void i18n.changeLanguage(language)}>
          {languages.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {t(`language.${language}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('menu.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(chosen) => {
            const scheme = schemes.find(({ value }) => value === chosen)
            if (scheme) setColorScheme(scheme.value)
          }}
        >
          {schemes.map(({ value, Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} stroke={1.75} />}>
              {t(`theme.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
