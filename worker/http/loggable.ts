/**
 * An error's text without the values drizzle puts into it: they may be hashes, names, notes. What is left is
 * the SQL with its question marks and where it happened.
 */
export const withoutValues = (text: string): string =>
  text.replaceAll(/\nparams: [\s\S]*?(?=\n {4}at |\nCaused by|$)/g, '')

/** A path whose last part opens something stays out of logs. */
export const loggablePath = (path: string): string =>
  path.startsWith('/api/calendar/') ? '/api/calendar/…' : path
