import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import {
  DOCUMENTS,
  escapeHtml,
  type Heading,
  type HelpDocument,
  pathOf,
  renderHelp,
  translationOf,
} from './help-text.ts'

const DOCS = join(import.meta.dirname, '..', '..', 'docs')

const WORDS = {
  de: {
    help: 'Hilfe',
    skip: 'Zum Inhalt',
    back: 'Zurück zum Portal',
    topics: 'Themen',
    other: { language: 'en', name: 'English' },
  },
  en: {
    help: 'Help',
    skip: 'To the content',
    back: 'Back to the portal',
    topics: 'Topics',
    other: { language: 'de', name: 'Deutsch' },
  },
} as const

const menuItem = (document: HelpDocument, current: HelpDocument, headings: readonly Heading[]): string => {
  const isCurrent = document.name === current.name
  const link = `<a href="${pathOf(document)}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(document.title)}</a>`
  if (!isCurrent || headings.length === 0 || document.isSlides) return `<li>${link}</li>`
  const inner = headings.map(({ text, anchor }) => `<li><a href="#${anchor}">${escapeHtml(text)}</a></li>`)
  return `<li>${link}<ul>${inner.join('')}</ul></li>`
}

const pageOf = (current: HelpDocument, html: string, headings: readonly Heading[]): string => {
  const language = current.language ?? 'de'
  const words = WORDS[language]
  const { other } = words
  const menu = DOCUMENTS.filter((document) => document.language === current.language)
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(current.title)} – MYP</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/help/help.css" />
  </head>
  <body>
    <a class="skip" href="#content">${words.skip}</a>
    <header class="top">
      <a class="brand" href="/">MYP</a>
      <span>${words.help}</span>
      <a href="/">${words.back}</a>
      <a href="/api/docs" lang="en">API</a>
      <a href="${translationOf(current)}" lang="${other.language}" hreflang="${other.language}">${other.name}</a>
    </header>
    <div class="columns">
      <nav aria-label="${words.topics}">
        <ul>${menu.map((document) => menuItem(document, current, headings)).join('\n')}</ul>
      </nav>
      <main id="content" class="${current.isSlides ? 'slides' : 'text'}">
${html}
      </main>
    </div>
  </body>
</html>
`
}

/** The documents as pages below `/help`, with their pictures: they are read where there is no internet. */
export const helpPages = (): Map<string, string | Buffer> => {
  const files = new Map<string, string | Buffer>()
  for (const document of DOCUMENTS) {
    const { html, headings, images } = renderHelp(document, readFileSync(join(DOCS, document.file), 'utf8'))
    files.set(`help/${document.name}.html`, pageOf(document, html, headings))
    for (const name of images) files.set(`help/images/${name}`, readFileSync(join(DOCS, 'images', name)))
  }
  return files
}

/** Adds the help to the build. */
export const help = (): Plugin => ({
  name: 'help',
  apply: 'build',
  generateBundle() {
    for (const [fileName, source] of helpPages()) this.emitFile({ type: 'asset', fileName, source })
  },
})
