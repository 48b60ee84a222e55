import { Marked, type Tokens } from 'marked'

/** A document as it is reached at `/help/NAME`; `index` is `/help` itself, `en/index` is `/help/en`. */
export type HelpDocument = {
  name: string
  title: string
  /** Below `docs/`. */
  file: string
  isSlides?: boolean
  /** German unless told otherwise. */
  language?: 'en'
}

/** In the order of the menu. */
export const DOCUMENTS: readonly HelpDocument[] = [
  { name: 'index', title: 'Hilfe', file: 'handbuch/README.md' },
  { name: 'azubis', title: 'Für Azubis und Gäste', file: 'handbuch/azubis.md' },
  { name: 'ausbilder', title: 'Für Ausbilder', file: 'handbuch/ausbilder.md' },
  { name: 'verwaltung', title: 'Für die Verwaltung', file: 'handbuch/verwaltung.md' },
  { name: 'schulung-azubis', title: 'Schulung: Azubis', file: 'schulung/azubis.md', isSlides: true },
  { name: 'schulung-ausbilder', title: 'Schulung: Ausbilder', file: 'schulung/ausbilder.md', isSlides: true },
  { name: 'betrieb', title: 'Betriebshandbuch', file: 'operations.md' },
  { name: 'hardware', title: 'Hardware-Handbuch', file: 'hardware.md' },
  { name: 'en/index', title: 'Help', file: 'handbook/README.md', language: 'en' },
  {
    name: 'en/apprentices',
    title: 'For apprentices and guests',
    file: 'handbook/apprentices.md',
    language: 'en',
  },
  { name: 'en/trainers', title: 'For trainers', file: 'handbook/trainers.md', language: 'en' },
  {
    name: 'en/administration',
    title: 'For administrators',
    file: 'handbook/administration.md',
    language: 'en',
  },
]

export const pathOf = ({ name }: HelpDocument): string => `/help/${name}`.replace(/\/index$/, '')

/** The same in the other language; where there is none, that language's first page. */
const TRANSLATIONS: Record<string, string> = {
  azubis: 'en/apprentices',
  'schulung-azubis': 'en/apprentices',
  ausbilder: 'en/trainers',
  'schulung-ausbilder': 'en/trainers',
  verwaltung: 'en/administration',
  'en/apprentices': 'azubis',
  'en/trainers': 'ausbilder',
  'en/administration': 'verwaltung',
}

/** Where the switch of languages leads from a document. */
export const translationOf = ({ name, language }: HelpDocument): string =>
  pathOf({ name: TRANSLATIONS[name] ?? (language === 'en' ? 'index' : 'en/index'), title: '', file: '' })

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** As GitHub makes them, so that one link works in both places. */
const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const resolvePath = (from: string, to: string): string =>
  decodeURI(new URL(to, `file:///${from}`).pathname).slice(1)

/** Where a link of a document leads within the help; links to other files of the repository are no links here. */
const hrefOf = (file: string, href: string): string | undefined => {
  if (/^[a-z]+:/.test(href) || href.startsWith('#')) return href
  const [path = '', anchor] = href.split('#')
  const found = DOCUMENTS.find((document) => document.file === resolvePath(file, path))
  return found && `${pathOf(found)}${anchor === undefined ? '' : `#${anchor}`}`
}

export type Heading = { text: string; anchor: string }
export type RenderedDocument = {
  html: string
  headings: Heading[]
  /** Names of the files in `docs/images` that it shows. */
  images: string[]
  /** Every link and picture's address, to be checked. */
  links: string[]
}

/** What stands between Marp's front matter and its `---` lines. */
const slidesOf = (text: string): string[] => text.replace(/^---\n[\s\S]*?\n---\n/, '').split(/\n---\n/)

/** A document's Markdown as HTML. Markup in it is shown as text, so a document can't bring a script in. */
export const renderHelp = ({ file, isSlides = false }: HelpDocument, text: string): RenderedDocument => {
  const headings: Heading[] = []
  const images: string[] = []
  const links: string[] = []
  const marked = new Marked({
    async: false,
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens)
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer)
        const anchor = anchorOf(plain)
        if (depth === 2) headings.push({ text: plain, anchor })
        return `<h${depth} id="${anchor}">${inner}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens)
        const target = hrefOf(file, href)
        if (target === undefined) return inner
        links.push(target)
        return `<a href="${escapeHtml(target)}">${inner}</a>`
      },
      image({ href, text: description }: Tokens.Image) {
        const name = resolvePath(file, href).replace(/^images\//, '')
        images.push(name)
        links.push(`/help/images/${name}`)
        return `<img src="/help/images/${name}" alt="${escapeHtml(description)}" loading="lazy">`
      },
      html: ({ text: markup }: Tokens.HTML | Tokens.Tag) =>
        markup.startsWith('<!--') ? '' : escapeHtml(markup),
      table(token: Tokens.Table) {
        const cells = (row: Tokens.TableCell[], begin: string, end: string) =>
          row.map(({ tokens }) => `${begin}${this.parser.parseInline(tokens)}${end}`).join('')
        const head = cells(token.header, '<th scope="col">', '</th>')
        const rows = token.rows.map((row) => `<tr>${cells(row, '<td>', '</td>')}</tr>`)
        const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`
        return `<div class="scroll" tabindex="0">${table}</div>\n`
      },
    },
  })
  const html = isSlides
    ? slidesOf(text)
        .map((slide) => `<section>${marked.parse(slide)}</section>`)
        .join('\n')
    : String(marked.parse(text))
  return { html, headings, images, links }
}
