/** Without a touch for this long, a person is signed out of the kiosk. */
export const IDLE_SECONDS = 60
/** The page counts to a minute and tells the server of touches now and then: the server waits a little longer. */
const IDLE_LENIENCE_MS = 15_000
/** However busy: nobody stands at a kiosk longer than this. */
export const MAX_VISIT_MS = 15 * 60_000

/** A visit that was last used before this instant is over. */
export const idleSince = (now: number): number => now - IDLE_SECONDS * 1_000 - IDLE_LENIENCE_MS
