import type * as z from 'zod'
import { ROLES, type Role } from '../../../worker/domain/access.ts'
import {
  type BookingPolicy,
  DEFAULT_POLICY,
  effectivePolicy,
  type PolicySource,
  type PrinterPolicy,
  policySource,
  type RolePolicies,
} from '../../../worker/domain/policy.ts'
import type { PolicyOverrideSchema } from '../../../worker/services/policy-schema.ts'
import type { Rule } from './rules.ts'

/** Some rules with their values: the shape the API takes for what overrides others. */
export type PolicyDraft = z.input<typeof PolicyOverrideSchema>

/** Whom a set of rules is for: everybody, or a role that differs. */
export const layers = ['everyone', ...ROLES.toReversed()] as const
export type Layer = (typeof layers)[number]

export type PolicyDrafts = Partial<Record<Layer, PolicyDraft>>

type Site = { booking: BookingPolicy; bookingByRole: RolePolicies }

/** What the drafts belong to: the whole workshop, or a printer in it. */
export type PolicyScope =
  | { kind: 'site'; booking: BookingPolicy; bookingByRole: RolePolicies }
  | { kind: 'printer'; site: Site; overrides: PrinterPolicy }

/** Drafts hold what the API takes; as rules in force they have no field that is there but undefined. */
const asOverride = (draft: PolicyDraft | undefined) => (draft ?? {}) as Partial<BookingPolicy>

const byRole = (drafts: PolicyDrafts): RolePolicies =>
  Object.fromEntries(ROLES.flatMap((role) => (drafts[role] ? [[role, asOverride(drafts[role])]] : [])))

/** What is saved now, to begin with. */
export const draftsOf = (scope: PolicyScope): PolicyDrafts => {
  if (scope.kind === 'site') return { everyone: scope.booking, ...scope.bookingByRole }
  const { roles, ...everyone } = scope.overrides
  return { everyone, ...roles }
}

/** The overrides of a printer, as the API replaces them; roles that differ in nothing are left out. */
export const printerPolicyOf = ({ everyone, ...drafts }: PolicyDrafts) => {
  const roles = Object.fromEntries(
    Object.entries(drafts).filter(([, draft]) => Object.keys(draft).length > 0),
  )
  return { ...everyone, ...(Object.keys(roles).length > 0 && { roles }) }
}

export type RuleOrigin = PolicySource | 'default'

/** A policy in which one rule is looked at, and who had the last word on it. */
export type RuleInForce = { policy: BookingPolicy; origin: RuleOrigin }

/** What a rule comes to for a layer, as the drafts stand. */
export const ruleInForce = (
  scope: PolicyScope,
  drafts: PolicyDrafts,
  layer: Layer,
  rule: Rule,
): RuleInForce => {
  const isSite = scope.kind === 'site'
  const roles = byRole(drafts)
  const everyone = asOverride(drafts.everyone)
  const site = isSite ? { booking: { ...scope.booking, ...everyone }, bookingByRole: roles } : scope.site
  const printer = isSite ? {} : { ...everyone, roles }
  const role: Role | null = layer === 'everyone' ? null : layer
  const policy = effectivePolicy(site, printer, role)
  const source = policySource(site, printer, role, rule)
  const isDefault = source === 'site' && JSON.stringify(policy[rule]) === JSON.stringify(DEFAULT_POLICY[rule])
  return { policy, origin: isDefault ? 'default' : source }
}

/** The same without what the layer itself says. */
export const ruleInherited = (scope: PolicyScope, drafts: PolicyDrafts, layer: Layer, rule: Rule) => {
  const { [rule]: _, ...rest } = drafts[layer] ?? {}
  return ruleInForce(scope, { ...drafts, [layer]: rest }, layer, rule)
}

/** Roles for which a rule comes to something else than for everybody, those with the same together. */
export const rolesThatDiffer = (scope: PolicyScope, drafts: PolicyDrafts, rule: Rule) => {
  const common = JSON.stringify(ruleInForce(scope, drafts, 'everyone', rule).policy[rule])
  const differing = ROLES.toReversed()
    .map((role) => ({ role, ...ruleInForce(scope, drafts, role, rule) }))
    .filter(({ policy }) => JSON.stringify(policy[rule]) !== common)
  const groups = Map.groupBy(differing, ({ policy, origin }) => JSON.stringify([policy[rule], origin]))
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ policy, origin }) => ({ roles: group.map(({ role }) => role), policy, origin })),
  )
}
