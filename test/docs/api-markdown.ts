import {
  type Area,
  areasOf,
  type Entry,
  type Field,
  type Named,
  namedOf,
} from '../../worker/http/api-reference.ts'
import type { ApiDescription } from '../../worker/http/openapi.ts'
import { PROBLEM_CODES } from '../../worker/http/openapi-frame.ts'
import { REFUSAL_TEXTS } from '../../worker/http/texts.ts'
import type { RefusalCode } from '../../worker/services/refusal.ts'

const inCell = (text: string): string => text.replaceAll('|', '\\|')

const fieldRow = ({ name, place, type, isRequired, text }: Field): string =>
  `| \`${name}\`${isRequired ? ' *' : ''} | ${place} | ${inCell(type)} | ${inCell(text)} |`

const fence = (value: unknown): string => {
  const [kind, text] = typeof value === 'string' ? ['text', value] : ['json', JSON.stringify(value, null, 2)]
  return `\`\`\`${kind}\n${text}\n\`\`\``
}

const entryText = ({
  method,
  path,
  summary,
  allowed,
  fields,
  request,
  status,
  answerWords,
  answer,
}: Entry): string =>
  [
    `### ${method} ${path}`,
    `${summary}. Allowed: ${allowed.join(', ')}.`,
    ...(fields.length > 0
      ? [['| Name | In | Type | Meaning |', '|---|---|---|---|', ...fields.map(fieldRow)].join('\n')]
      : []),
    ...(request === undefined ? [] : [`Request, for example:\n\n${fence(request)}`]),
    `Answers ${status}${answerWords === undefined ? '' : `: \`${answerWords}\``}${answer === undefined ? '.' : ', for example:'}`,
    ...(answer === undefined ? [] : [fence(answer)]),
  ].join('\n\n')

const areaText = ({ title, entries }: Area): string => [`## ${title}`, ...entries.map(entryText)].join('\n\n')

const tableOf = (fields: readonly Field[]): string =>
  [
    '| Name | Type | Meaning |',
    '|---|---|---|',
    ...fields.map(
      ({ name, type, isRequired, text }) =>
        `| \`${name}\`${isRequired ? ' *' : ''} | ${inCell(type)} | ${inCell(text)} |`,
    ),
  ].join('\n')

const namedText = ({ name, text, fields }: Named): string =>
  [`### ${name}`, ...(text === '' ? [] : [text]), tableOf(fields)].join('\n\n')

const refusals = (): string =>
  [
    '| Code | Status | Meaning |',
    '|---|---|---|',
    ...Object.entries(PROBLEM_CODES).map(
      ([code, status]) =>
        `| \`${code}\` | ${status} | ${inCell(REFUSAL_TEXTS[code as RefusalCode]?.en ?? 'Refused by the gateway.')} |`,
    ),
  ].join('\n')

/** `docs/api.md`: the description for people who read files. */
export const apiMarkdown = (api: ApiDescription): string =>
  [
    '# HTTP API',
    '<!-- Made by `npm run docs` from the routes themselves: do not edit. -->',
    api.info.description,
    'The same as a page at `/api/docs`, for programs at `/api/openapi.json`. `*`: required.',
    ...areasOf(api).map(areaText),
    '## Refusals',
    'Every refusal is a `Problem` (RFC 9457) with one of these codes.',
    refusals(),
    '## What answers name',
    '`*`: always there.',
    ...namedOf(api).map(namedText),
    '',
  ].join('\n\n')
