const storageKey = 'myp-kiosk'

/** Whether this browser has shown the kiosk: it then shows nothing else. The server decides for itself. */
export const isKioskDevice = (): boolean => localStorage.getItem(storageKey) !== null

export const markKioskDevice = (isKiosk: boolean): void =>
  isKiosk ? localStorage.setItem(storageKey, '1') : localStorage.removeItem(storageKey)

/** The token of an enrolment link, taken out of the address at once so that nobody reads it from there. */
export function takeLinkToken(): string | undefined {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? undefined
  if (token !== undefined) window.history.replaceState(null, '', window.location.pathname)
  return token
}
