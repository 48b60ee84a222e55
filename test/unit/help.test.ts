import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { helpPages } from '../../public/build/help-pages.ts'
import { DOCUMENTS, pathOf, renderHelp } from '../../public/build/help-text.ts'

const pages = helpPages()
const files = new Set([...pages.keys()].map((name) => `/${name}`))
const pageAt = (path: string): string =>
  String(pages.get(`${path.slice(1)}.html`) ?? pages.get(`${path.slice(1)}/index.html`) ?? '')

test.each(DOCUMENTS)('$title: every link and picture leads somewhere', (document) => {
  const { links, headings, html } = renderHelp(document, readFileSync(`docs/${document.file}`, 'utf8'))
  expect(headings.length).toBeGreaterThan(0)
  const broken = links.filter((link) => {
    if (/^https?:/.test(link) || files.has(link)) return false
    const [path = '', anchor] = link.split('#')
    const page = path === '' ? html : pageAt(path)
    return page === '' || (anchor !== undefined && !page.includes(`id="${decodeURI(anchor)}"`))
  })
  expect(broken).toEqual([])
})

test('every page needs nothing from elsewhere and runs no script', () => {
  const names = DOCUMENTS.map((document) => pageAt(pathOf(document)))
  for (const page of names) {
    expect(page).toContain('<main id="content"')
    expect(page).not.toMatch(/<script|<style|\sstyle=|\ssrc="(?!\/help\/images\/)/)
  }
})

test('every page leads to the other language, and is listed in its own', () => {
  for (const document of DOCUMENTS) {
    const page = pageAt(pathOf(document))
    const [language, other] = document.language === 'en' ? ['en', 'de'] : ['de', 'en']
    expect(page).toContain(`<html lang="${language}">`)
    const href = new RegExp(`<a href="([^"]+)" lang="${other}" hreflang="${other}">`).exec(page)?.[1]
    expect(pageAt(href ?? ''), pathOf(document)).toContain(`<html lang="${other}">`)
    const menu = /<nav[\s\S]*<\/nav>/.exec(page)?.[0]
    expect(menu?.match(/<li><a href="\/help/g)?.length).toBe(
      DOCUMENTS.filter((one) => one.language === document.language).length,
    )
  }
})

test('slides are sections, one for each', () => {
  const document = { name: 'x', title: 'X', file: 'schulung/x.md', isSlides: true }
  const { html } = renderHelp(document, '---\nmarp: true\n---\n\n# Eins\n\n---\n\n## Zwei\n')
  expect(html.match(/<section>/g)).toHaveLength(2)
  expect(html).not.toContain('marp')
})

test('markup in a document is shown, not run', () => {
  const document = { name: 'x', title: 'X', file: 'x.md' }
  const { html } = renderHelp(document, 'a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>\n')
  expect(html).not.toMatch(/<img|<script/)
})

/** What is bold or in quotes and no word of the portal. */
const EMPHASIS = new Set([
  ...[
    'Ohne Reservierung kein Strom.',
    'Strom folgt der Reservierung',
    'Not-Aus am Gerät!',
    'Übung',
    'Fragen?',
  ],
  ...[
    'eigenes Passwort',
    'abmelden',
    'von selbst',
    'gelesen',
    'nicht',
    'aus',
    'und',
    'ohne Text',
    'Für andere',
  ],
  // The browser's own words.
  ...['Installieren', 'Zum Startbildschirm'],
  'Alle / Gast / Azubi / …',
])

const wordsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(wordsOf)

test('what the handbook and the slides tell people to press is there under this name', () => {
  const texts = 'public/src/i18n/de'
  const words = new Set(
    readdirSync(texts).flatMap((name) => wordsOf(JSON.parse(readFileSync(`${texts}/${name}`, 'utf8')))),
  )
  const gone = DOCUMENTS.filter(({ file }) => /^(?:handbuch|schulung)/.test(file)).flatMap(({ file }) =>
    [...readFileSync(`docs/${file}`, 'utf8').matchAll(/\*\*([^*]+)\*\*|„([^“]+)“/g)]
      .flatMap(([, bold, quoted]) => (bold ?? quoted ?? '').split(' → '))
      .filter((word) => !words.has(word) && !EMPHASIS.has(word))
      .map((word) => `${file}: ${word}`),
  )
  expect(gone).toEqual([])
})

test('every decision has a number of its own, a title and a status', () => {
  const names = readdirSync('docs/decisions')
  const numbers = names.map((name) => name.slice(0, 4))
  expect(new Set(numbers).size).toBe(names.length)
  for (const name of names)
    expect(readFileSync(`docs/decisions/${name}`, 'utf8'), name).toMatch(
      new RegExp(`^# ${name.slice(0, 4)} \\S.*\n\n\\*\\*Status:\\*\\* (?:accepted|replaced|dropped)`),
    )
})

test('a link in the documents of the repository leads to a file', () => {
  const folders = ['.', 'docs', 'docs/decisions']
  const broken = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) =>
        [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
          .map(([, target = '']) => target)
          .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(`${folder}/${target}`))
          .map((target) => `${folder}/${name}: ${target}`),
      ),
  )
  expect(broken).toEqual([])
})
