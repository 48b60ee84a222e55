const storageKey = 'myp-kiosk-token'

/**
 * The display's token. It comes once as `#token=…` in the enrolment link, is kept on this device, and is
 * taken out of the address at once, so that nobody reads it from the screen or the history.
 */
export function takeKioskToken(): string | undefined {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('token')
  if (given) {
    localStorage.setItem(storageKey, given)
    window.history.replaceState(null, '', window.location.pathname)
  }
  return localStorage.getItem(storageKey) ?? undefined
}
