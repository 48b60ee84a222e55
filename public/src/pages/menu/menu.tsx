import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Page } from '../../parts/page.tsx'
import { Pill } from '../../parts/pill.tsx'
import { usePlaceGroups } from '../../shell/places.ts'
import { useWaiting } from '../../shell/waiting.ts'
import classes from './menu.module.css'

/** All places, for screens too small to show them all the time. */
export default function Menu() {
  const { t } = useTranslation('common')
  const waiting = useWaiting()
  return (
    <Page title={t('nav.menu')}>
      {usePlaceGroups().map(({ name, places }) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name} className={classes.heading}>
            {t(`nav.${name}`)}
          </h2>
          <ul className={classes.list}>
            {places.map(({ name: place, path, Icon }) => (
              <li key={path}>
                <Link href={path} className={classes.link}>
                  <Icon size={22} stroke={1.75} aria-hidden="true" />
                  <span className={classes.name}>{t(`nav.${place}`)}</span>
                  {(waiting[place] ?? 0) > 0 && (
                    <Pill tone="busy">{t('nav.badge', { count: waiting[place] ?? 0 })}</Pill>
                  )}
                  <IconChevronRight size={18} aria-hidden="true" className={classes.arrow} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
