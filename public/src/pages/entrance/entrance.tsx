import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSite } from '../../api/site.ts'
import { Page } from '../../parts/page.tsx'
import { BrandMark } from '../../shell/brand.tsx'
import { LookMenu } from '../../shell/look-menu.tsx'
import classes from './entrance.module.css'
import { Workbench } from './workbench.tsx'

type EntranceProps = { title: string; lead: string; children: ReactNode }

/** The frame of the pages before the workshop: signing in, the first admin, a password of one's own. */
export function Entrance({ title, lead, children }: EntranceProps) {
  const { t } = useTranslation('common')
  const site = useSite()
  return (
    <div className={classes.screen}>
      <div className={classes.scene} aria-hidden="true">
        <Workbench />
      </div>
      <div className={classes.side}>
        <header className={classes.top}>
          <BrandMark />
          <span className={classes.name}>{site?.name ?? t('appName')}</span>
          <LookMenu />
        </header>
        <main className={classes.main}>
          <Page title={title}>
            <p className={classes.lead}>{lead}</p>
            {children}
          </Page>
        </main>
      </div>
    </div>
  )
}
