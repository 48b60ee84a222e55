import type { CSSOptions } from 'vite'

type PostCss = Exclude<CSSOptions['postcss'], string | undefined>
type PostCssPlugin = NonNullable<PostCss['plugins']>[number]

/** Borders stay hair lines; everything wider grows. */
const px = /(?<![\w.-])(\d*\.?\d+)px\b/g
const hairPx = 1

/**
 * Turns the pixels of the UI library's styles into `rem`. They would stay small where our own sizes grow: on a
 * wall, on very large screens, and for whoever has set a larger font in the browser.
 */
export const growWithText = (): PostCssPlugin => ({
  postcssPlugin: 'grow-with-text',
  Declaration(declaration) {
    if (!declaration.source?.input.file?.includes('@mantine')) return
    declaration.value = declaration.value.replace(px, (whole, size: string) =>
      Number(size) <= hairPx ? whole : `${Number(size) / 16}rem`,
    )
  },
})
