import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { apiDescription } from './build/api-description.ts'
import { growWithText } from './build/grow-with-text.ts'
import { help } from './build/help-pages.ts'
import { themeStyles } from './build/theme-styles.ts'

/** `vite build public` writes `dist/public`; the gateway serves it. `MYP_PORTAL_API` is for development only. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: 'static',
  plugins: [react(), themeStyles(), help(), apiDescription()],
  css: { postcss: { plugins: [growWithText()] } },
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    // A data: URL in CSS or HTML would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: mode !== 'production',
  },
  server: {
    port: 5199,
    strictPort: true,
    proxy: { '/api': { target: 'http://127.0.0.1:5198', ws: true } },
  },
}))
