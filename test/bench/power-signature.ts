/** Writes the tables of docs/power-signature.md anew: `node test/bench/power-signature.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { allConfusions, confusionTable } from '../support/power-confusion.ts'

const DOCUMENT = 'docs/power-signature.md'
const confusions = allConfusions()
const before = readFileSync(DOCUMENT, 'utf8')
const after = (Object.keys(confusions) as (keyof typeof confusions)[]).reduce(
  (text, name) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- end -->)`),
      (_, begin: string, end: string) => `${begin}${confusionTable(confusions[name])}${end}`,
    ),
  before,
)
writeFileSync(DOCUMENT, after)
