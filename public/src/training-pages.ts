import { lazy } from 'react'
import type { PageOf } from './page-of.ts'

/** What belongs to training and to the care of machines, for all who work here. */
export const trainingPages: PageOf[] = [
  {
    path: '/training',
    action: 'training_record.write',
    Component: lazy(() => import('./pages/training/training.tsx')),
  },
  {
    path: '/training/record',
    action: 'training_record.write',
    Component: lazy(() => import('./pages/training/record.tsx')),
  },
  {
    path: '/training/evidence',
    action: 'instruction.sign',
    Component: lazy(() => import('./pages/instruction-evidence/instruction-evidence.tsx')),
  },
  {
    path: '/faults',
    action: 'problem.report',
    Component: lazy(() => import('./pages/faults/faults.tsx')),
  },
  {
    path: '/faults/:id',
    action: 'problem.report',
    Component: lazy(() => import('./pages/faults/fault.tsx')),
  },
]
