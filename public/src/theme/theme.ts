import { createTheme } from '@mantine/core'

/** Indexes of Mantine palettes run from light (0) to dark (9); 6 is the filled shade in both schemes. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650', textWrap: 'balance' },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.625rem', lg: '0.875rem', xl: '1.25rem' },
  black: '#1b1c1f',
  components: {
    // Weekends in red have too little contrast on dark ground, and mean nothing to a printer.
    Month: { defaultProps: { weekendDays: [] } },
    // The library's scroll lock writes an inline style element; `global.css` locks instead.
    // The focus is given back by `use-dialog.ts`.
    // A plain object: the component itself would be loaded before any dialog is.
    ModalRoot: { defaultProps: { lockScroll: false, returnFocus: false, radius: 'lg' } },
  },
  colors: {
    accent: [
      '#eef0fd',
      '#dfe2fa',
      '#c0c6f4',
      '#a3abef',
      '#8a94ea',
      '#6b76e0',
      '#4b58d2',
      '#3f4abb',
      '#343d9c',
      '#292f78',
    ],
    // Warm greys; 5 (placeholders) and 6 (dimmed text) keep 4.5:1 on white.
    gray: [
      '#f8f8f6',
      '#f2f2f0',
      '#eaeae7',
      '#dededa',
      '#d3d3ce',
      '#70737a',
      '#62656c',
      '#4b4e54',
      '#34363b',
      '#1b1c1f',
    ],
    // 7 is the surface of dialogs and cards, 2 dimmed text, 3 placeholders.
    dark: [
      '#ececee',
      '#cbcdd3',
      '#a9adb6',
      '#8e929c',
      '#383b43',
      '#2c2f36',
      '#212329',
      '#191b1f',
      '#121316',
      '#0c0d0f',
    ],
    red: [
      '#fdeceb',
      '#fad9d6',
      '#f5b3ae',
      '#f08c85',
      '#f0827a',
      '#e05248',
      '#c2322a',
      '#a92a23',
      '#8c231d',
      '#6d1b16',
    ],
  },
})
