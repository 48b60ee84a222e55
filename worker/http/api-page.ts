import { html } from 'hono/html'
import { type Area, areasOf, type Entry, type Field, type Named, namedOf } from './api-reference.ts'
import type { ApiDescription } from './openapi.ts'

const jsonOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

const table = (headings: string[], rows: unknown[]) => html`<div class="scroll" tabindex="0">
  <table>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>
</div>`

const fieldRow = ({ name, place, type, isRequired, text }: Field) => html`<tr>
  <th scope="row"><code>${name}</code>${isRequired ? html`<span class="required">required</span>` : ''}</th>
  <td>${place}</td>
  <td>${type}</td>
  <td>${text}</td>
</tr>`

const code = (value: unknown) =>
  value === undefined ? '' : html`<pre tabindex="0"><code>${jsonOf(value)}</code></pre>`

const sample = (title: string, value: unknown) =>
  value === undefined ? '' : html`<h4>${title}</h4> ${code(value)}`

const entryPart = ({
  id,
  method,
  path,
  summary,
  allowed,
  fields,
  request,
  status,
  answerWords,
  answer,
}: Entry) => html`
  <details class="route" id="${id}">
    <summary>
      <span class="method" data-method="${method}">${method}</span>
      <code class="path">${path}</code>
      <span class="what">${summary}</span>
    </summary>
    <p class="who">Allowed: ${allowed.join(', ')}</p>
    ${fields.length > 0 ? table(['Name', 'In', 'Type', 'Meaning'], fields.map(fieldRow)) : ''}
    ${sample('Request', request)}
    <h4>Answer ${status}</h4>
    ${answerWords === undefined ? '' : html`<p><code>${answerWords}</code></p>`} ${code(answer)}
  </details>
`

const areaPart = ({ name, title, entries }: Area) => html`
  <section aria-labelledby="area-${name}">
    <h2 id="area-${name}">${title}</h2>
    ${entries.map(entryPart)}
  </section>
`

const namedPart = ({ name, text, fields }: Named) => html`
  <details class="route" id="schema-${name}">
    <summary><code class="path">${name}</code> <span class="what">${text}</span></summary>
    ${table(
      ['Name', 'Type', 'Meaning'],
      fields.map(
        (field) => html`<tr>
          <th scope="row"><code>${field.name}</code></th>
          <td>${field.type}</td>
          <td>${field.text}</td>
        </tr>`,
      ),
    )}
  </details>
`

/** The description as a page: no script, and no style but the sheet it shares with the help. */
export const apiPage = (api: ApiDescription) => {
  const areas = areasOf(api)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API – ${api.info.title}</title>
        <link rel="stylesheet" href="/help/help.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/">MYP</a>
          <span>HTTP API</span>
          <a href="/api/openapi.json">openapi.json</a>
          <a href="/help">Hilfe</a>
        </header>
        <div class="columns">
          <nav aria-label="Areas">
            <ul>
              ${areas.map(({ name, title }) => html`<li><a href="#area-${name}">${title}</a></li>`)}
              <li><a href="#schemas">What answers name</a></li>
            </ul>
          </nav>
          <main id="content">
            <h1>${api.info.title}: HTTP API</h1>
            ${api.info.description.split('\n\n').map((text) => html`<p>${text}</p>`)}
            ${areas.map(areaPart)}
            <section aria-labelledby="schemas">
              <h2 id="schemas">What answers name</h2>
              ${namedOf(api).map(namedPart)}
            </section>
          </main>
        </div>
      </body>
    </html>`
}
