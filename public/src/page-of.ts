import type { ComponentType, LazyExoticComponent } from 'react'
import type { Action } from '../../worker/domain/access.ts'

/** A page that is there for those who may do this; loaded when it is asked for. */
export type PageOf = { path: string; action: Action; Component: LazyExoticComponent<ComponentType> }
