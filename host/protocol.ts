/**
 * What the worker may ask of the machine it runs on, through the service binding `HOST`, and what a command on this
 * machine may ask of the worker. Plain HTTP with JSON bodies; answers other than 200 are problem+json.
 */
import * as z from 'zod'

/**
 * JWT audience of commands: `Authorization: Bearer` with a token signed with the gateway's key, HS256, for 60 s. The
 * gateway's, because the bridge's account knows the bridge's.
 */
export const COMMAND_AUDIENCE = 'host command'

/** `POST http://127.0.0.1:WORKER_PORT/internal/reset-admin` */
export const ResetAdminRequest = z.strictObject({ username: z.string().min(1).max(64) })
export const ResetAdminAnswer = z.object({ username: z.string(), temporaryPassword: z.string() })

/** The crons of wrangler.toml: the minute's pass, and a plug's self-test, which must not hold the pass up. */
export const PASS_CRON = '* * * * *'
export const PLUG_TEST_CRON = '*/2 * * * *'

/** `POST http://host/password/hash` — bcrypt, cost 12, on native threads. */
export const HashRequest = z.strictObject({ password: z.string().min(1).max(72) })
export const HashAnswer = z.object({ hash: z.string() })

/** `POST http://host/password/verify` */
export const VerifyRequest = z.strictObject({ password: z.string().max(1024), hash: z.string() })
export const VerifyAnswer = z.object({ matches: z.boolean() })

/**
 * `POST http://host/password/strength` — how guessable a password is: 0 (at once) to 4, with the reasons
 * by the names zxcvbn gives them. `known` is what an attacker knows of the person.
 */
export const StrengthRequest = z.strictObject({
  password: z.string().max(72),
  known: z.array(z.string().max(120)).max(20),
})
export const StrengthAnswer = z.object({
  score: z.int().min(0).max(4),
  warning: z.string().nullable(),
  suggestions: z.array(z.string()),
})

const Text = z.object({ de: z.string(), en: z.string() })
const Moment = z.int()

/** Something an administrator should do about the machine or the host. */
export const HostFinding = z.object({
  code: z.enum([
    'disk_space',
    'temperature',
    'under_voltage',
    'throttled',
    'clock_unwatched',
    'clock_offset',
    'clock_local',
    'backup_old',
    'backup_copy',
    'restore_test_failed',
    'restore_test_old',
    'ticker',
    'overloaded',
    'certificate',
  ]),
  level: z.enum(['warning', 'critical']),
  message: Text,
  advice: Text,
})
export type HostFinding = z.infer<typeof HostFinding>

const BackupItem = z.object({ name: z.string(), at: Moment, bytes: z.int() })
const BackupTrouble = z.object({ at: Moment, message: z.string() }).nullable()

/** What happened to the backups last; times in epoch milliseconds. */
const BackupHistory = {
  /** `null`: the last one worked. */
  failure: BackupTrouble,
  /** The newest encrypted copy outside of the data folder, and why the last try made none. */
  copy: z.object({ at: Moment.nullable(), name: z.string().nullable(), problem: BackupTrouble }),
  /** The last trial restore; `null`: none yet. */
  restoreTest: z.object({ at: Moment, ok: z.boolean(), name: z.string(), message: z.string() }).nullable(),
}

/** What the host knows of itself and its machine. `null`: this machine does not say. */
export const HostFacts = z.object({
  at: Moment,
  versions: z.object({ myp: z.string(), node: z.string(), workerd: z.string(), sqlite: z.string() }),
  startedAt: Moment,
  machine: z.object({
    disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
    memory: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
    temperatureC: z.number().nullable(),
    throttling: z
      .array(z.enum(['under_voltage', 'frequency_capped', 'throttled', 'temperature_limit']))
      .nullable(),
    clock: z.object({ source: z.string(), synchronised: z.boolean(), offsetMs: z.number() }).nullable(),
    uptimeS: z.number(),
  }),
  processes: z.object({ hostBytes: z.number(), workerdBytes: z.number().nullable() }),
  database: z.object({
    bytes: z.number(),
    /** When a copy of it was last read from end to end and found sound: every backup is. */
    soundAt: Moment.nullable(),
  }),
  backups: z.object({ count: z.int(), newest: BackupItem.nullable(), ...BackupHistory }),
  eventLoop: z.object({ p50Ms: z.number(), p99Ms: z.number(), maxMs: z.number() }),
  lastTick: z
    .object({ at: Moment, lagMs: z.number(), durationMs: z.number().nullable(), ok: z.boolean().nullable() })
    .nullable(),
  certificateEndsAt: Moment,
})
export type HostFacts = z.infer<typeof HostFacts>

/** `POST http://host/health` */
export const HostHealth = HostFacts.extend({ findings: z.array(HostFinding) })
export type HostHealth = z.infer<typeof HostHealth>

/** `POST http://host/backups/list`, newest first. */
export const BackupsAnswer = z.object({
  items: z.array(BackupItem.extend({ reason: z.enum(['hourly', 'manual', 'update']) })).readonly(),
  /** One is being made at this moment. */
  running: z.boolean(),
  ...BackupHistory,
})
export type BackupsAnswer = z.infer<typeof BackupsAnswer>

/**
 * `POST http://host/backups/make` — backs up at once and answers as `list` does when it is done, after 20 s at the
 * latest; 500 `backup_failed`, with the reason as `detail`, when it could not.
 */
export const BackupProblem = z.object({ code: z.literal('backup_failed'), detail: z.string() })

/** The address the worker uses for the binding; only the path matters. */
export const HOST_ORIGIN = 'http://host'

/** The demo's log-ins are public on purpose: printed on the console and offered on the sign-in page. */
export const DEMO_PASSWORD = 'werkstatt-demo'
export const DEMO_ACCOUNTS = [
  { username: 'admin', role: 'admin' },
  { username: 'ausbilder', role: 'trainer' },
  { username: 'azubi', role: 'apprentice' },
  { username: 'azubi2', role: 'apprentice' },
  { username: 'gast', role: 'guest' },
] as const

const PHOTO_PATH = /^\/api\/problems\/[^/]+\/photo$/

/** How much a request may carry: 256 KiB of JSON, or a photo of 5 MB. Held by the gateway and by the worker. */
export const bodyLimitBytes = (method: string, path: string): number =>
  method === 'PUT' && PHOTO_PATH.test(path) ? 5_000_000 : 256 * 1024
