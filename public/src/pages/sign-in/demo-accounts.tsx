import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Site } from '../../api/shapes.ts'
import classes from './demo-accounts.module.css'

type Account = Site['demoAccounts'][number]

type DemoAccountsProps = { accounts: readonly Account[]; onChoose: (account: Account) => void }

/** The demo's accounts, one per role; a real workshop never lists any. */
export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  const { t } = useTranslation(['sign-in', 'common'])
  return (
    <section className={classes.demo} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={classes.title}>
        {t('sign-in:demoTitle')}
      </h2>
      <p className={classes.text}>{t('sign-in:demoText')}</p>
      <ul className={classes.list}>
        {accounts.map((account) => (
          <li key={account.username}>
            <UnstyledButton className={classes.account} onClick={() => onChoose(account)}>
              <strong>{account.username}</strong>
              <span>{t(`common:role.${account.role}`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
