const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\w$]+|\s+|./gsu
const CREATE_TRIGGER = /^create (?:temp |temporary )?trigger$/

/**
 * Splits an SQL script into statements, without their final semicolons and without comments.
 * A trigger's body keeps its semicolons: it ends at `; end ;`, as in SQLite's `sqlite3_complete()`,
 * so that a `case … end` inside a body does not end it.
 */
export const splitStatements = (sql: string): string[] => {
  const statements: string[] = []
  let text = ''
  let words: string[] = []
  const finish = (): void => {
    if (words.length > 0) statements.push(text.trim())
    text = ''
    words = []
  }
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token.startsWith('--') || token.startsWith('/*')) {
      text += ' '
    } else if (token.trim() === '') {
      text += token
    } else if (token === ';' && !isInsideTrigger(words)) {
      finish()
    } else {
      text += token
      words.push(token.toLowerCase())
    }
  }
  finish()
  return statements
}

const isInsideTrigger = (words: readonly string[]): boolean => {
  const startsTrigger = [2, 3].some((count) => CREATE_TRIGGER.test(words.slice(0, count).join(' ')))
  return startsTrigger && !(words.at(-1) === 'end' && words.at(-2) === ';')
}
