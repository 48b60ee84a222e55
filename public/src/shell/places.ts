import {
  type Icon,
  IconCalendarCheck,
  IconCalendarTime,
  IconChartBar,
  IconLayoutGrid,
  IconSchool,
  IconTool,
} from '@tabler/icons-react'
import type { Action } from '../../../worker/domain/access.ts'
import { useMayDo } from '../api/permission.ts'
import { administration, type ManagePlaceName } from './manage-places.ts'

export type PlaceName = 'overview' | 'plan' | 'mine' | 'figures' | 'training' | 'faults' | ManagePlaceName

export type Place = {
  name: PlaceName
  path: string
  /** All addresses that begin so belong to the place. */
  within?: string[]
  Icon: Icon
  /** Who may not do this, does not see the place. */
  action?: Action
  /** Stands in the bar at the bottom of a phone; the others are one tap further. */
  isOnPhone?: boolean
}

export type PlaceGroup = { name: 'workshop' | 'administration'; places: Place[] }

const groups: PlaceGroup[] = [
  {
    name: 'workshop',
    places: [
      { name: 'overview', path: '/', Icon: IconLayoutGrid, isOnPhone: true },
      { name: 'plan', path: '/plan', within: ['/jobs'], Icon: IconCalendarTime, isOnPhone: true },
      { name: 'mine', path: '/reservations', Icon: IconCalendarCheck, isOnPhone: true },
      { name: 'figures', path: '/figures', Icon: IconChartBar, action: 'statistics.read' },
      { name: 'training', path: '/training', Icon: IconSchool, action: 'training_record.write' },
      { name: 'faults', path: '/faults', Icon: IconTool, action: 'problem.report' },
    ],
  },
  administration,
]

/** The places this person may go to, by group; a group without any is left out. */
export function usePlaceGroups(): PlaceGroup[] {
  const mayDo = useMayDo()
  return groups
    .map((group) => ({
      ...group,
      places: group.places.filter(({ action }) => action === undefined || mayDo(action)),
    }))
    .filter(({ places }) => places.length > 0)
}

/** Whether the address is the place's own or one below it. */
export function isWithin({ path, within = [] }: Place, address: string): boolean {
  if (path === '/') return address === '/'
  return [path, ...within].some((start) => address === start || address.startsWith(`${start}/`))
}
