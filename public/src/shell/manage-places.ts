import { IconAlertTriangle, IconPrinter, IconSettings, IconThumbUp, IconUsers } from '@tabler/icons-react'
import type { PlaceGroup } from './places.ts'

export type ManagePlaceName = 'approvals' | 'incidents' | 'people' | 'machines' | 'settings'

/** Where those who run the workshop go. */
export const administration: PlaceGroup = {
  name: 'administration',
  places: [
    { name: 'approvals', path: '/manage/approvals', Icon: IconThumbUp, action: 'job.decide' },
    { name: 'incidents', path: '/manage/incidents', Icon: IconAlertTriangle, action: 'incident.resolve' },
    {
      name: 'people',
      path: '/manage/people',
      within: ['/manage/cohorts'],
      Icon: IconUsers,
      action: 'user.read',
    },
    {
      name: 'machines',
      path: '/manage/printers',
      within: ['/manage/plugs', '/manage/kiosks'],
      Icon: IconPrinter,
      action: 'printer.manage',
    },
    { name: 'settings', path: '/manage/settings', Icon: IconSettings, action: 'settings.read' },
  ],
}
