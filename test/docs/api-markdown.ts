import { type Area, areasOf, type Entry, type Field } from '../../worker/http/api-reference.ts'
import type { ApiDescription } from '../../worker/http/openapi.ts'

const inCell = (text: string): string => text.replaceAll('|', '\\|')

const fieldRow = ({ name, place, type, isRequired, text }: Field): string =>
  `| \`${name}\`${isRequired ? ' *' : ''} | ${place} | ${inCell(type)} | ${inCell(text)} |`

const fence = (value: unknown): string => {
  const [kind, text] = typeof value === 'string' ? ['text', value] : ['json', JSON.stringify(value, null, 2)]
  return `\`\`\`${kind}\n${text}\n\`\`\``
}

const entryText = ({ method, path, summary, allowed, fields, request, status, answer }: Entry): string =>
  [
    `### ${method} ${path}`,
    `${summary}. Allowed: ${allowed.join(', ')}.`,
    ...(fields.length > 0
      ? [['| Name | In | Type | Meaning |', '|---|---|---|---|', ...fields.map(fieldRow)].join('\n')]
      : []),
    ...(request === undefined ? [] : [`Request, for example:\n\n${fence(request)}`]),
    answer === undefined ? `Answers ${status}.` : `Answers ${status}:\n\n${fence(answer)}`,
  ].join('\n\n')

const areaText = ({ title, entries }: Area): string => [`## ${title}`, ...entries.map(entryText)].join('\n\n')

/** `docs/api.md`: the description for people who read files. */
export const apiMarkdown = (api: ApiDescription): string =>
  [
    '# HTTP API',
    '<!-- Made by `npm run docs` from the routes themselves: do not edit. -->',
    api.info.description,
    'The same as a page at `/api/docs`, for programs at `/api/openapi.json`. `*`: required.',
    ...areasOf(api).map(areaText),
    '',
  ].join('\n\n')
