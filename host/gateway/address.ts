/** `host` or `host:port` as browsers write it: DNS names, IPv4, IPv6 in brackets. */
const AUTHORITY = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

type Asked = Readonly<{
  headers: { host?: string | undefined; ':authority'?: unknown }
  rawHeaders: readonly string[]
}>

/**
 * The host a request is meant for, or nothing when the header is missing, malformed, or there are two: Node takes
 * the first one, and others before or behind us may take the last (RFC 9112, 3.2: answer 400).
 */
export const readAuthority = ({ headers, rawHeaders }: Asked): string | undefined => {
  const authority = headers[':authority'] ?? headers.host
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && /^(?:host|:authority)$/i.test(name))
  return hosts.length === 1 && typeof authority === 'string' && AUTHORITY.test(authority)
    ? authority
    : undefined
}

export type Target = Readonly<{ pathname: string; search: string }>

/**
 * The path as the worker will see it: dot segments resolved, also percent-encoded ones, by the same rules (WHATWG).
 * Decisions are made on this path and this path is forwarded, so that `/api/../internal` can't pass as `/api/…`.
 * Nothing for anything but a path that begins with one slash.
 */
export const readTarget = (url: string | undefined): Target | undefined => {
  if (!url?.startsWith('/') || !URL.canParse(`http://gateway${url}`)) return undefined
  const { pathname, search, hostname } = new URL(`http://gateway${url}`)
  return hostname === 'gateway' ? { pathname, search } : undefined
}
