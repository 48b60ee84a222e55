import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access.ts'
import type { Language } from '../services/present.ts'

/** What every handler finds in its context. */
export type AppEnv = {
  Variables: { deps: Deps; requestId: string; language: Language; actor: Caller }
}
