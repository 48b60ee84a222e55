import { lazy } from 'react'
import { fetchTexts } from './i18n/setup.ts'

/** The pages people open first. Their code and texts are fetched at once, before it is known who is signed in. */
const loaders = {
  overview: () => import('./pages/overview/overview.tsx'),
  plan: () => {
    fetchTexts(['plan', 'booking', 'jobs'])
    return import('./pages/plan/plan.tsx')
  },
  signIn: () => {
    fetchTexts(['sign-in'])
    return import('./pages/sign-in/sign-in.tsx')
  },
}

export const Overview = lazy(loaders.overview)
export const Plan = lazy(loaders.plan)
export const SignIn = lazy(loaders.signIn)

/** Begins to load what this address will show. */
export function fetchFirstPage(path: string, isSignedIn: boolean): void {
  const page = isSignedIn ? ({ '/': 'overview', '/plan': 'plan' } as const)[path] : 'signIn'
  // Whoever shows the page says so when it can't be had.
  if (page && path !== '/kiosk') loaders[page]().catch(() => undefined)
}
