import { convertCssVariables } from '@mantine/core'
import type { Plugin } from 'vite'
import { themeVariables } from '../src/theme/variables.ts'

const id = 'virtual:theme.css'

/** Palettes no page uses; dropping them halves the file. */
const unused = /--mantine-color-(pink|grape|violet|cyan|lime|orange|indigo|blue)-/

const used = (variables: Record<string, string>) =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !unused.test(name)))

/**
 * Writes the theme's CSS variables into the build's style sheet, as `import 'virtual:theme.css'`.
 *
 * Mantine would put them into an inline `<style>` at run time, which the content security policy
 * (`style-src 'self'`) forbids. Computed from the same theme object, so the two can't drift apart.
 */
export function themeStyles(): Plugin {
  return {
    name: 'theme-styles',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined
      const { variables, light, dark } = themeVariables()
      return convertCssVariables(
        { variables: used(variables), light: used(light), dark: used(dark) },
        ':root',
      )
    },
  }
}
