// Runs before the first paint, so that a dark page never flashes white. A file of its own, not an
// inline script, because the content security policy allows scripts from this host only.
;(() => {
  let stored = null
  try {
    stored = localStorage.getItem('myp-color-scheme')
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
