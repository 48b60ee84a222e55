import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  type GuestRequest,
  useApproveGuest,
  useGuestRequests,
  useRejectGuest,
} from '../../api/guest-requests.ts'
import { useFormat } from '../../i18n/format.ts'
import { LocalEntries } from '../../lists/local-entries.tsx'
import { useNow } from '../../parts/clock.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Entry } from '../../parts/entry.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useDialog } from '../../parts/use-dialog.ts'

const orders = [
  ['newest', 'newest', ({ createdAt }: GuestRequest) => -Date.parse(createdAt)],
  ['oldest', 'oldest', ({ createdAt }: GuestRequest) => Date.parse(createdAt)],
  ['person', 'person', ({ name }: GuestRequest) => name],
  ['machine', 'machine', ({ printerName }: GuestRequest) => printerName],
  ['shortest', 'shortest', ({ minutes }: GuestRequest) => minutes],
] as const

/** Guests who ask at the kiosk to use a machine; nothing while there are none. */
export function Guests() {
  const { t } = useTranslation('kiosk-access')
  const requests = useGuestRequests()
  const dialog = useDialog<{ request: GuestRequest; code: string }>()
  const code = dialog.subject
  return (
    <>
      {requests.data && requests.data.length > 0 && (
        <LocalEntries
          label={t('guests.title')}
          rows={requests.data}
          textOf={({ name, purpose, printerName }) => `${name} ${purpose} ${printerName}`}
          hint={t('guests.searchHint')}
          orders={orders}
        >
          {(request) => <Guest key={request.id} request={request} onApproved={dialog.open} />}
        </LocalEntries>
      )}
      {code && (
        <Dialog kind="question" title={t('guests.codeTitle', code.request)} onClose={dialog.close}>
          <TextInput
            size="xl"
            label={t('guests.code')}
            description={t('guests.codeText')}
            value={code.code}
            readOnly
          />
        </Dialog>
      )}
    </>
  )
}

type GuestProps = {
  request: GuestRequest
  onApproved: (answer: { request: GuestRequest; code: string }) => void
}

function Guest({ request, onApproved }: GuestProps) {
  const { t } = useTranslation(['kiosk-access', 'approvals'])
  const format = useFormat()
  const now = useNow(30_000)
  const approve = useApproveGuest(onApproved)
  const reject = useRejectGuest(() =>
    notifications.show({ color: 'teal', message: t('kiosk-access:guests.rejected', request) }),
  )
  const problem = approve.error ?? reject.error
  return (
    <Entry
      tone="wait"
      icon={<IconUserQuestion size={20} />}
      title={t('kiosk-access:guests.who', request)}
      actions={
        <>
          <Button
            variant="default"
            loading={reject.isPending}
            aria-label={`${t('approvals:reject')}: ${request.name}`}
            onClick={() => reject.mutate(request.id)}
          >
            {t('approvals:reject')}
          </Button>
          <Button
            loading={approve.isPending}
            aria-label={`${t('approvals:approve')}: ${request.name}`}
            onClick={() => approve.mutate(request.id)}
          >
            {t('approvals:approve')}
          </Button>
        </>
      }
    >
      <p>
        {request.printerName} · {format.duration(request.minutes * 60_000)} ·{' '}
        {format.moment(Date.parse(request.createdAt), now)}
      </p>
      <p>{request.purpose}</p>
      {problem && <ProblemNotice error={problem} />}
    </Entry>
  )
}
