import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Visitor } from '../../api/kiosk.ts'
import type { Printer } from '../../api/shapes.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { BookNow } from './book-now.tsx'
import { Done } from './done.tsx'
import { FaultReport } from './fault-report.tsx'
import { PhotoByPhone } from './photo-by-phone.tsx'
import { PrinterActions } from './printer-actions.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** What is going on at the moment; what needs a person asks for one first and then goes on. */
export type Step = 'look' | 'book' | 'fault'

type PrinterDialogProps = {
  printer: Printer
  /** All of the workshop: another one may be free instead. */
  printers: Printer[]
  visitor: Visitor | null
  now: number
  onClose: () => void
}

/** One printer, touched on the wall: how it is, and everything that can be done here. */
export default function PrinterDialog({ printer, printers, visitor, now, onClose }: PrinterDialogProps) {
  const { t } = useTranslation('kiosk')
  const [step, setStep] = useState<Step>('look')
  const [who, setWho] = useState<{ userId: string; name: string }>()
  const [asksWho, setAsksWho] = useState(false)
  const [done, setDone] = useState<string>()
  const [reportId, setReportId] = useState<string>()
  const content = () => {
    if (done !== undefined)
      return (
        <Done text={done} onClose={onClose}>
          {reportId !== undefined && <PhotoByPhone reportId={reportId} />}
        </Done>
      )
    if (asksWho && !visitor) return <SignInForm who={who} onDone={() => setAsksWho(false)} />
    if (step === 'book' && visitor)
      return <BookNow printer={printer} printers={printers} now={now} onDone={setDone} />
    if (step === 'fault' && visitor)
      return (
        <FaultReport
          printerId={printer.id}
          onDone={(id) => {
            setReportId(id)
            setDone(t('fault.done'))
          }}
        />
      )
    return (
      <PrinterActions
        printer={printer}
        visitor={visitor}
        now={now}
        onDone={setDone}
        onStep={(next, person) => {
          setStep(next)
          setWho(person)
          setAsksWho(visitor === null)
        }}
      />
    )
  }
  return (
    <Dialog kind="form" title={printer.name} onClose={onClose}>
      {content()}
    </Dialog>
  )
}
