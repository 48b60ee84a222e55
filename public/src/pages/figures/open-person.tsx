import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useTakers } from '../../api/takers.ts'
import { useNow } from '../../parts/clock.tsx'
import { ReasonForm } from '../../parts/reason-form.tsx'

/** Whose figures were opened, and why. */
export type Opened = { userId: string; name: string; reason: string }

type OpenPersonProps = {
  /** Chosen already, or ''. */
  userId: string
  onOpen: (opened: Opened) => void
}

/** Asks whose figures are to be opened, and why: it goes on record, and the person can see it. */
export function OpenPerson({ userId, onOpen }: OpenPersonProps) {
  const { t } = useTranslation('figures')
  const ownId = useSession()?.user.id
  const people = (useTakers(useNow(60_000)).data ?? []).filter(({ id }) => id !== ownId)
  const [chosen, setChosen] = useState(userId)
  const person = people.find(({ id }) => id === chosen)
  return (
    <ReasonForm
      title={t('person.title')}
      isBlocked={person === undefined}
      onReason={(reason) => person && onOpen({ userId: person.id, name: person.name, reason })}
    >
      <NativeSelect
        label={t('person.label')}
        required
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: t('person.choose') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </ReasonForm>
  )
}
