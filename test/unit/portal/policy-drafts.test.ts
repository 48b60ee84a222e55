import { expect, test } from 'vitest'
import {
  draftsOf,
  type PolicyScope,
  printerPolicyOf,
  rolesThatDiffer,
  ruleInForce,
  ruleInherited,
} from '../../../public/src/policies/policy-drafts.ts'
import { DEFAULT_POLICY } from '../../../worker/domain/policy.ts'

const site = {
  booking: { ...DEFAULT_POLICY, maxMinutes: 600 },
  bookingByRole: { trainer: { maxOpenJobs: null } },
}
const ofSite: PolicyScope = { kind: 'site', ...site }
const ofPrinter: PolicyScope = {
  kind: 'printer',
  site,
  overrides: { maxOpenJobs: 1, roles: { guest: { maxMinutes: 60 } } },
}

test('a rule that the workshop never touched is told as preset, a changed one is not', () => {
  const drafts = draftsOf(ofSite)
  expect(ruleInForce(ofSite, drafts, 'everyone', 'minMinutes').origin).toBe('default')
  expect(ruleInForce(ofSite, drafts, 'everyone', 'maxMinutes').origin).toBe('site')
})

test('a printer’s own rule yields to the workshop’s rule for a role, and the editor says for whom', () => {
  const drafts = draftsOf(ofPrinter)
  expect(rolesThatDiffer(ofPrinter, drafts, 'maxOpenJobs')).toMatchObject([
    { roles: ['trainer'], origin: 'site_role', policy: { maxOpenJobs: null } },
  ])
  expect(ruleInForce(ofPrinter, drafts, 'apprentice', 'maxOpenJobs')).toMatchObject({
    origin: 'printer',
    policy: { maxOpenJobs: 1 },
  })
})

test('without its own rule a role has what is below it, as drafted and not yet saved', () => {
  const drafts = { ...draftsOf(ofPrinter), everyone: { maxMinutes: 120 } }
  expect(ruleInherited(ofPrinter, drafts, 'guest', 'maxMinutes')).toMatchObject({
    origin: 'printer',
    policy: { maxMinutes: 120 },
  })
})

test('what is sent for a printer is what it was, and leaves out roles that differ in nothing', () => {
  expect(printerPolicyOf(draftsOf(ofPrinter))).toEqual({
    maxOpenJobs: 1,
    roles: { guest: { maxMinutes: 60 } },
  })
  expect(printerPolicyOf({ everyone: {}, guest: {} })).toEqual({})
})
