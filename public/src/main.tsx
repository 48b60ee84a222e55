import './theme/mantine.css'
import 'virtual:theme.css'
import './theme/tokens.css'
import './theme/global.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { config } from 'zod/mini'
import { boardQuery } from './api/board.ts'
import { createApi } from './api/client.ts'
import { ApiProvider } from './api/context.tsx'
import { createQueries } from './api/queries.ts'
import { csrfTokenIn, maybeSignedIn, sessionQuery } from './api/session.ts'
import { siteQuery } from './api/site.ts'
import { App } from './app.tsx'
import { fetchFirstPage } from './first-pages.ts'
import { FormatProvider } from './i18n/format-provider.tsx'
import { createTexts, preferredLanguage } from './i18n/setup.ts'
import { ClockProvider, createClock } from './parts/clock.tsx'
import { theme } from './theme/theme.ts'

// Before any schema is made: compiled parsers need `eval`, which the content security policy forbids.
config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const queries = createQueries()
const clock = createClock(() => Date.now())
const api = createApi({ csrfToken: () => csrfTokenIn(queries), language: preferredLanguage })
// Whose workshop this is stands above every page: asked for with the first breath, so that nothing moves later.
void queries.prefetchQuery(siteQuery(api))
void queries.prefetchQuery(sessionQuery(api))
fetchFirstPage(location.pathname, maybeSignedIn())
if (maybeSignedIn() && ['/', '/plan'].includes(location.pathname))
  void queries.prefetchQuery(boardQuery(api, clock, false))
const texts = await createTexts()
const colorSchemes = localStorageColorSchemeManager({ key: 'myp-color-scheme' })

createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemes}
        // Both would be inline style elements; `theme-styles` builds the first, and nothing uses the second.
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queries}>
          <ClockProvider value={clock}>
            <ApiProvider value={api}>
              <FormatProvider>
                <App />
              </FormatProvider>
            </ApiProvider>
          </ClockProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  </StrictMode>,
)
