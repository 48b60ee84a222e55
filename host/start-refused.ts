/** Exit codes that a person, a supervisor and systemd can tell apart. None of them is worth a restart. */
export const EXIT = { settings: 2, occupied: 3, data: 4, build: 5 } as const

/** A start that can't succeed until somebody changes something. The message is one line for that person. */
export class StartRefused extends Error {
  readonly exitCode: number

  constructor(exitCode: (typeof EXIT)[keyof typeof EXIT], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartRefused'
    this.exitCode = exitCode
  }
}
