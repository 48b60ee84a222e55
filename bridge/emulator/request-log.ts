/** What clients asked the plug, for tests: the last requests, and how many were in flight at once. */
export interface LoggedRequest {
  /** True time, epoch ms. */
  at: number
  path: string
  /** Called methods, those inside a multipleRequest too. */
  methods: string[]
  /** Absent: never carried out. */
  status?: number
  fault?: string | undefined
}

const MAX_LOGGED = 2_000

export interface RequestLog {
  begin(request: LoggedRequest): { status(status: number): void; end(): void }
  /** The last 2 000 requests, oldest first. */
  readonly entries: readonly LoggedRequest[]
  /** The most requests that were ever in flight at the same time. */
  readonly mostInFlight: number
  clear(): void
}

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = []
  let inFlight = 0
  let mostInFlight = 0
  return {
    begin(request) {
      entries.push(request)
      if (entries.length > MAX_LOGGED) entries.shift()
      inFlight += 1
      mostInFlight = Math.max(mostInFlight, inFlight)
      return {
        status(status) {
          request.status = status
        },
        end() {
          inFlight -= 1
        },
      }
    },
    entries,
    get mostInFlight() {
      return mostInFlight
    },
    clear() {
      entries.splice(0)
      mostInFlight = inFlight
    },
  }
}
