import {
  IconAlertTriangle,
  IconCalendarOff,
  IconCertificate,
  IconCoinEuro,
  IconHeartbeat,
  IconHistory,
  IconPrinter,
  IconSettings,
  IconThumbUp,
  IconUsers,
} from '@tabler/icons-react'
import type { PlaceGroup } from './places.ts'

export type ManagePlaceName =
  | 'approvals'
  | 'incidents'
  | 'people'
  | 'qualifications'
  | 'machines'
  | 'closures'
  | 'costs'
  | 'settings'
  | 'audit'
  | 'system'

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
      name: 'qualifications',
      path: '/manage/qualifications',
      Icon: IconCertificate,
      action: 'qualification.manage',
    },
    {
      name: 'machines',
      path: '/manage/printers',
      within: ['/manage/plugs', '/manage/kiosks', '/manage/maintenance'],
      Icon: IconPrinter,
      action: 'power.switch',
    },
    { name: 'closures', path: '/manage/closures', Icon: IconCalendarOff, action: 'closure.manage' },
    { name: 'costs', path: '/manage/costs', Icon: IconCoinEuro, action: 'cost.read' },
    { name: 'settings', path: '/manage/settings', Icon: IconSettings, action: 'settings.read' },
    { name: 'audit', path: '/manage/audit', Icon: IconHistory, action: 'audit.read' },
    { name: 'system', path: '/manage/system', Icon: IconHeartbeat, action: 'health.read_details' },
  ],
}
