import type forms from './de/forms.json'
import type lists from './de/lists.json'
import type machines from './de/machines.json'

/** The name spaces of the pages for those who run the workshop. */
export type ManageTexts = {
  forms: typeof forms
  lists: typeof lists
  machines: typeof machines
}
