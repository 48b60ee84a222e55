/** Paths whose rest is a secret: whoever reads the log must not be able to follow the link. */
const SECRET_PATHS = ['/api/calendar/']

/** The path as it may stand in a log: without its query, and without a secret that is part of it. */
export const loggedPath = (pathname: string): string => {
  const secret = SECRET_PATHS.find((path) => pathname.startsWith(path))
  return secret === undefined ? pathname : `${secret}…`
}
