import {
  type CSSVariablesResolver,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core'
import { theme } from './theme.ts'

/**
 * All Mantine variables for our theme, computed when the portal is built.
 * In the dark scheme Mantine's own error and success colours miss 4.5:1 on our surfaces.
 */
export function themeVariables(): ReturnType<CSSVariablesResolver> {
  const defaults = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  return {
    variables: defaults.variables,
    light: { ...defaults.light },
    dark: {
      ...defaults.dark,
      '--mantine-color-error': 'var(--mantine-color-red-4)',
      '--mantine-color-success': 'var(--mantine-color-teal-4)',
      // The computed tint of a dark accent is nearly black.
      '--mantine-color-accent-light': '#262a52',
      '--mantine-color-accent-light-hover': '#30356a',
      '--mantine-color-accent-light-color': 'var(--mantine-color-accent-2)',
    },
  }
}
