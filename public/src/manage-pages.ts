import { lazy } from 'react'
import type { PageOf } from './page-of.ts'

/** The pages of those who run the workshop; for others they are not there. */
export const managePages: PageOf[] = [
  {
    path: '/manage/approvals',
    action: 'job.decide',
    Component: lazy(() => import('./pages/approvals/approvals.tsx')),
  },
  {
    path: '/manage/incidents',
    action: 'incident.read',
    Component: lazy(() => import('./pages/incidents/incidents.tsx')),
  },
  {
    path: '/manage/people',
    action: 'user.read',
    Component: lazy(() => import('./pages/people/people.tsx')),
  },
  {
    path: '/manage/people/import',
    action: 'user.manage',
    Component: lazy(() => import('./pages/import-people/import-people.tsx')),
  },
  {
    path: '/manage/people/:id',
    action: 'user.read',
    Component: lazy(() => import('./pages/people/person.tsx')),
  },
  {
    path: '/manage/cohorts',
    action: 'user.read',
    Component: lazy(() => import('./pages/cohorts/cohorts.tsx')),
  },
  {
    path: '/manage/printers',
    action: 'power.switch',
    Component: lazy(() => import('./pages/printers/printers.tsx')),
  },
  {
    path: '/manage/printers/:id',
    action: 'power.switch',
    Component: lazy(() => import('./pages/printers/printer.tsx')),
  },
  {
    path: '/manage/maintenance',
    action: 'maintenance.manage',
    Component: lazy(() => import('./pages/maintenance/maintenance.tsx')),
  },
  {
    path: '/manage/plugs',
    action: 'plug.manage',
    Component: lazy(() => import('./pages/plugs/plugs.tsx')),
  },
  {
    path: '/manage/plugs/adopt',
    action: 'plug.manage',
    Component: lazy(() => import('./pages/plugs/adopt.tsx')),
  },
  {
    path: '/manage/plugs/:id',
    action: 'plug.manage',
    Component: lazy(() => import('./pages/plugs/plug.tsx')),
  },
  {
    path: '/manage/kiosks',
    action: 'kiosk.manage',
    Component: lazy(() => import('./pages/kiosks/kiosks.tsx')),
  },
  {
    path: '/manage/settings',
    action: 'settings.read',
    Component: lazy(() => import('./pages/settings/settings.tsx')),
  },
  {
    path: '/manage/closures',
    action: 'closure.manage',
    Component: lazy(() => import('./pages/closures/closures.tsx')),
  },
  {
    path: '/manage/qualifications',
    action: 'qualification.manage',
    Component: lazy(() => import('./pages/qualifications/qualifications.tsx')),
  },
  {
    path: '/manage/costs',
    action: 'cost.read',
    Component: lazy(() => import('./pages/costs/statement.tsx')),
  },
  {
    path: '/manage/costs/prices',
    action: 'cost.read',
    Component: lazy(() => import('./pages/costs/prices.tsx')),
  },
  {
    path: '/manage/audit',
    action: 'audit.read',
    Component: lazy(() => import('./pages/audit/audit.tsx')),
  },
  {
    path: '/manage/system',
    action: 'health.read_details',
    Component: lazy(() => import('./pages/system/system.tsx')),
  },
]
