import 'i18next'
import type account from './de/account.json'
import type booking from './de/booking.json'
import type common from './de/common.json'
import type figures from './de/figures.json'
import type firstAdmin from './de/first-admin.json'
import type jobs from './de/jobs.json'
import type kiosk from './de/kiosk.json'
import type kioskAccess from './de/kiosk-access.json'
import type myPage from './de/my-page.json'
import type newPassword from './de/new-password.json'
import type notifications from './de/notifications.json'
import type plan from './de/plan.json'
import type printers from './de/printers.json'
import type problems from './de/problems.json'
import type secondFactor from './de/second-factor.json'
import type signIn from './de/sign-in.json'
import type { ManageTexts } from './manage-texts.ts'

// German is the source: a key that is not there is a type error where it is used.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: ManageTexts & {
      account: typeof account
      booking: typeof booking
      common: typeof common
      figures: typeof figures
      jobs: typeof jobs
      kiosk: typeof kiosk
      'kiosk-access': typeof kioskAccess
      'my-page': typeof myPage
      notifications: typeof notifications
      plan: typeof plan
      printers: typeof printers
      problems: typeof problems
      'second-factor': typeof secondFactor
      'sign-in': typeof signIn
      'first-admin': typeof firstAdmin
      'new-password': typeof newPassword
    }
  }
}
