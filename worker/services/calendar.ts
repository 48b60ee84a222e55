import ical from 'ical-generator'
import { insertAudit } from '../db/audit-events.ts'
import { selectPrinter } from '../db/booking-facts.ts'
import { findFeedByTokenHash, insertFeed, revokeFeed, selectFeeds } from '../db/calendar-feeds.ts'
import { selectCalendarJobs } from '../db/job-lists.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Actor, UserActor } from '../domain/access.ts'
import { isHistory, visibleName } from '../domain/names.ts'
import { deedOf } from './audit.ts'
import { hexSha256 } from './digest.ts'
import { iso, type Language } from './present.ts'
import { Refused } from './refusal.ts'
import { historyFrom, settingsFrom } from './settings.ts'

const DAY_MS = 86_400_000
const BACK_MS = 30 * DAY_MS
const AHEAD_MS = 400 * DAY_MS
const MAX_EVENTS = 1_000

/** 256 bits, base64url: nobody guesses it. */
const newToken = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** The calendars the caller has a link to; the links themselves are told only when they are made. */
export const listFeeds = async (deps: Deps, actor: UserActor) => {
  const feeds = await selectFeeds(deps.db, actor.id)
  const items = feeds.map(({ printerId, createdAt }) => ({ printerId, createdAt: iso(createdAt) }))
  return { items, nextCursor: null }
}

/**
 * A new secret link, personal or (with `printerId`) of a printer. The one before stops working. The
 * database keeps only its digest, so it is answered once. Refuses with `not_found`.
 */
export const renewFeed = async (deps: Deps, actor: UserActor, printerId: string | null) => {
  if (printerId !== null && (await selectPrinter(deps.db, printerId)).length === 0)
    throw new Refused('not_found')
  const token = newToken()
  const now = deps.now()
  const id = deps.newId()
  const tokenHash = await hexSha256(token)
  await deps.db.batch([
    revokeFeed(deps.db, actor.id, printerId, now),
    insertFeed(deps.db, { id, userId: actor.id, printerId, tokenHash, createdAt: now, revokedAt: null }),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'calendar.renew', entityId: id })),
  ])
  return { printerId, path: `/api/calendar/${token}.ics` }
}

export const endFeed = async (deps: Deps, actor: UserActor, printerId: string | null): Promise<void> => {
  const now = deps.now()
  const [revoked] = await deps.db.batch([
    revokeFeed(deps.db, actor.id, printerId, now),
    insertAudit(deps.db, deedOf(actor, { at: now, action: 'calendar.end', entityId: printerId ?? actor.id })),
  ])
  if (revoked.meta.changes === 0) throw new Refused('not_found')
}

const WORDS = {
  de: { taken: 'Belegt', requested: 'noch nicht genehmigt', mine: 'Meine Reservierungen' },
  en: { taken: 'Taken', requested: 'not approved yet', mine: 'My reservations' },
} as const

/**
 * The calendar behind a link, as iCalendar (RFC 5545). Cancelled, missed, rejected and expired jobs
 * are not in it; a job keeps its UID, and its SEQUENCE grows with every change. A printer's calendar
 * shows names as the kiosk does. Refuses with `not_found`.
 */
export const readFeed = async (deps: Deps, language: Language, token: string): Promise<string> => {
  const found = await findFeedByTokenHash(deps.db, await hexSha256(token), deps.now())
  if (!found) throw new Refused('not_found')
  const { feed } = found
  const now = deps.now()
  const of = feed.printerId === null ? { userId: feed.userId } : { printerId: feed.printerId }
  const [jobs, printers, settingRows] = await deps.db.batch([
    selectCalendarJobs(deps.db, of, { startsAt: now - BACK_MS, endsAt: now + AHEAD_MS }, MAX_EVENTS),
    selectPrinters(deps.db),
    selectSettings(deps.db),
  ])
  const settings = settingsFrom(settingRows)
  const opensFrom = historyFrom(deps, settings)
  const words = WORDS[language]
  const nameOf = (id: string) => printers.find((printer) => printer.id === id)?.name ?? ''
  const wall: Actor = { kind: 'kiosk', id: 'calendar', via: { address: '', requestId: '' } }
  const name = feed.printerId === null ? words.mine : nameOf(feed.printerId)
  const calendar = ical({
    name: `${name} – ${settings.siteName}`,
    prodId: { company: 'MYP', product: 'reservations' },
    ttl: 900,
  })
  for (const job of jobs) {
    const person = isHistory(job, opensFrom)
      ? null
      : visibleName(wall, { id: job.userId, displayName: job.displayName }, settings.nameDisplay)
    const what = feed.printerId === null ? `${nameOf(job.printerId)}: ${job.title}` : (person ?? words.taken)
    calendar.createEvent({
      id: `${job.id}@myp`,
      sequence: job.version - 1,
      start: new Date(job.startsAt),
      end: new Date(job.endsAt),
      stamp: new Date(now),
      created: new Date(job.createdAt),
      summary: job.status === 'requested' ? `${what} (${words.requested})` : what,
      location: nameOf(job.printerId),
      ...(feed.printerId === null && job.note ? { description: job.note } : {}),
    })
  }
  return calendar.toString()
}
