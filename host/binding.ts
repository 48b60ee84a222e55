import { hash, verify } from '@node-rs/bcrypt'
import { type Request, Response } from 'miniflare'
import * as z from 'zod'
import { BackupFailed, type Backups } from './backup/schedule.ts'
import { DeadlinePassed, withDeadline } from './deadline.ts'
import { createStrengthMeter } from './password-strength.ts'
import {
  type BackupsAnswer,
  type HashAnswer,
  HashRequest,
  type HostHealth,
  type StrengthAnswer,
  StrengthRequest,
  type VerifyAnswer,
  VerifyRequest,
} from './protocol.ts'
import type { HostBinding } from './runtime.ts'
import { startWorkQueue, TooBusy } from './work-queue.ts'

/** 2^12 rounds: about 0.28 s of one core. */
const BCRYPT_COST = 12
/** 64 waiting log-ins are some ten seconds on two cores; whoever comes then is told to come back. */
const WAITING_LIMIT = 64
/** bcrypt uses the first 72 bytes only: a longer password must not match by its beginning. */
const BCRYPT_MAX_BYTES = 72
/** A caller waits behind the gateway, which gives up after 30 s. */
const BACKUP_WAIT_MS = 20_000

/** Hashes a password, bcrypt cost 12, on a native thread. */
export const hashPassword = (password: string): Promise<string> => hash(password, BCRYPT_COST)

export type HostBindingDeps = Readonly<{
  threads: number
  /** Without it the binding knows nothing of the machine and makes no backups. */
  observation?: Readonly<{ health: () => Promise<HostHealth>; backups: Pick<Backups, 'read' | 'make'> }>
}>

/**
 * The service `HOST` as `host/protocol.ts` describes it: what the worker asks of its machine.
 * At most `threads` hashes run at once, so that log-ins leave cores to everything else.
 */
export const createHostBinding = ({ threads, observation }: HostBindingDeps): HostBinding => {
  const queue = startWorkQueue({ running: threads, waiting: WAITING_LIMIT })
  const strengthOf = createStrengthMeter()
  const routes: Record<string, (body: unknown) => Promise<unknown>> = {
    '/password/hash': async (body): Promise<z.infer<typeof HashAnswer>> => {
      const { password } = HashRequest.parse(body)
      return { hash: await queue(() => hashPassword(password)) }
    },
    '/password/verify': async (body): Promise<z.infer<typeof VerifyAnswer>> => {
      const asked = VerifyRequest.parse(body)
      return { matches: await queue(() => matches(asked.password, asked.hash)) }
    },
    '/password/strength': async (body): Promise<z.infer<typeof StrengthAnswer>> => {
      const { password, known } = StrengthRequest.parse(body)
      return strengthOf(password, known)
    },
    ...(observation && {
      '/health': observation.health,
      '/backups/list': async (): Promise<BackupsAnswer> => observation.backups.read(),
      '/backups/make': async (): Promise<BackupsAnswer> => {
        try {
          await withDeadline(observation.backups.make('manual'), BACKUP_WAIT_MS, 'a backup')
        } catch (error) {
          // It goes on; the list tells that one runs.
          if (!(error instanceof DeadlinePassed)) throw error
        }
        return observation.backups.read()
      },
    }),
  }
  return async (request) => {
    const route = routes[new URL(request.url).pathname]
    if (!route || request.method !== 'POST') return problem(404, 'not_found', 'The host has no such service.')
    try {
      return Response.json(await route(await readJson(request)))
    } catch (error) {
      if (error instanceof z.ZodError) return problem(422, 'invalid_input', z.prettifyError(error))
      if (error instanceof BackupFailed) return problem(500, 'backup_failed', error.message)
      if (error instanceof TooBusy) return problem(503, 'rate_limited', error.message)
      throw error
    }
  }
}

/** A hash that is none matches no password; the time it takes is not a secret. */
const matches = async (password: string, known: string): Promise<boolean> => {
  try {
    return (await verify(password, known)) && Buffer.byteLength(password) <= BCRYPT_MAX_BYTES
  } catch {
    return false
  }
}

/** `undefined` for anything that is not JSON: the schema then says what was expected. */
const readJson = async (request: Request): Promise<unknown> => {
  try {
    return await request.json()
  } catch {
    return undefined
  }
}

const problem = (status: number, code: string, detail: string): Response =>
  Response.json(
    { type: 'about:blank', title: code, status, code, detail },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
