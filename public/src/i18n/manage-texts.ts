import type approvals from './de/approvals.json'
import type audit from './de/audit.json'
import type closures from './de/closures.json'
import type costs from './de/costs.json'
import type faults from './de/faults.json'
import type incidents from './de/incidents.json'
import type lists from './de/lists.json'
import type machines from './de/machines.json'
import type maintenance from './de/maintenance.json'
import type people from './de/people.json'
import type policies from './de/policies.json'
import type power from './de/power.json'
import type qualifications from './de/qualifications.json'
import type settings from './de/settings.json'
import type system from './de/system.json'
import type training from './de/training.json'

/** The name spaces of the pages for those who run the workshop. */
export type ManageTexts = {
  approvals: typeof approvals
  audit: typeof audit
  closures: typeof closures
  costs: typeof costs
  faults: typeof faults
  incidents: typeof incidents
  lists: typeof lists
  machines: typeof machines
  maintenance: typeof maintenance
  people: typeof people
  policies: typeof policies
  power: typeof power
  qualifications: typeof qualifications
  settings: typeof settings
  system: typeof system
  training: typeof training
}
