import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Action } from '../../worker/domain/access.ts'

type ManagePage = { path: string; action: Action; Component: LazyExoticComponent<ComponentType> }

/** The pages of those who run the workshop; for others they are not there. */
export const managePages: ManagePage[] = [
  {
    path: '/manage/printers',
    action: 'printer.manage',
    Component: lazy(() => import('./pages/printers/printers.tsx')),
  },
  {
    path: '/manage/printers/:id',
    action: 'printer.manage',
    Component: lazy(() => import('./pages/printers/printer.tsx')),
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
]
