import { selectClosureWindows } from '../db/closures.ts'
import { countOpenIncidents } from '../db/incidents.ts'
import { selectBoardJobs } from '../db/job-lists.ts'
import { selectPlugStates } from '../db/plug-states.ts'
import { selectOpenStop, selectOverrides } from '../db/power-switches.ts'
import { selectPrinters } from '../db/printers.ts'
import { selectSettings } from '../db/settings.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../domain/access.ts'
import type { BoardAnswer, BoardFacts } from './board-memory.ts'
import { hexSha256 } from './digest.ts'
import { observePlugs } from './observe-plugs.ts'
import { iso, type Language, presentJob, presentPrinter, type Viewer } from './present.ts'
import { settingsFrom } from './settings.ts'
import { viewerBy } from './viewer.ts'

/** The board reaches from yesterday's running prints to the bookings of tomorrow. */
const BACK_MS = 12 * 3_600_000
const AHEAD_MS = 48 * 3_600_000

const readFacts = async (deps: Deps): Promise<BoardFacts> => {
  const at = deps.now()
  const [[settings, printers, jobs, closures, incidents, states, overrides, stops], observation] =
    await Promise.all([
      deps.db.batch([
        selectSettings(deps.db),
        selectPrinters(deps.db),
        selectBoardJobs(deps.db, { startsAt: at - BACK_MS, endsAt: at + AHEAD_MS }),
        selectClosureWindows(deps.db, null, { startsAt: at, endsAt: at + 1 }),
        countOpenIncidents(deps.db),
        selectPlugStates(deps.db),
        selectOverrides(deps.db, at),
        selectOpenStop(deps.db),
      ]),
      observePlugs(deps),
    ])
  return {
    at,
    settings: settingsFrom(settings),
    printers,
    jobs,
    closures,
    incidents: { open: incidents[0]?.open ?? 0, critical: incidents[0]?.critical ?? 0 },
    observation,
    reasons: { states, overrides },
    stop: stops[0] ? { since: stops[0].createdAt, reason: stops[0].reason } : null,
  }
}

/** Printers with live power and jobs, as `GET /api/printers` and the board show them. */
export const boardFacts = async (deps: Deps): Promise<BoardFacts> => {
  const kept = deps.board.facts()
  if (kept) return kept
  const facts = await readFacts(deps)
  deps.board.remember(facts)
  return facts
}

export const presentBoard = (deps: Deps, facts: BoardFacts, viewer: Viewer) => ({
  siteName: facts.settings.siteName,
  demo: deps.config.demo,
  printers: facts.printers.map((printer) => presentPrinter(printer, { ...facts, viewer, now: facts.at })),
  jobs: facts.jobs
    .filter(({ status }) => status !== 'cancelled' && status !== 'rejected' && status !== 'expired')
    .map((job) => presentJob(job, viewer)),
  incidents: facts.incidents,
  stop: facts.stop && { since: iso(facts.stop.since), reason: facts.stop.reason },
})
export type BoardView = ReturnType<typeof presentBoard> & { version: string; now: string }

/** Viewers who see the same share one answer. */
const viewerKey = ({ actor, language, nameDisplay, historyFrom }: Viewer): string => {
  if (actor.kind !== 'user') return `${actor.kind} ${language}`
  // Of what is history, everybody sees their own.
  if (historyFrom !== null) return `${actor.id} ${language}`
  const isStaff = actor.role === 'admin' || actor.role === 'trainer'
  if (isStaff && actor.kioskId === undefined) return `staff ${language}`
  return actor.role === 'guest' || nameDisplay !== 'full' ? `${actor.id} ${language}` : `all ${language}`
}

/** The whole board as JSON, with an entity tag that changes only when something to be seen did. */
export const readBoard = async (deps: Deps, actor: Actor, language: Language): Promise<BoardAnswer> => {
  const facts = await boardFacts(deps)
  const viewer = viewerBy(deps, facts.settings, actor, language)
  const key = viewerKey(viewer)
  const kept = deps.board.answer(key)
  if (kept) return kept
  const board = presentBoard(deps, facts, viewer)
  const version = (await hexSha256(JSON.stringify(board))).slice(0, 16)
  const answer = { body: JSON.stringify({ version, now: iso(facts.at), ...board }), etag: `"${version}"` }
  deps.board.rememberAnswer(key, answer)
  return answer
}
