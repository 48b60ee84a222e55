import * as z from 'zod'

const WARN = 40
const Line = z.looseObject({
  level: z.number(),
  msg: z.string(),
  err: z.looseObject({ message: z.string() }).optional(),
})

/** What a person at the console should see of a program's output: warnings and errors, and plain text on stderr. */
export const readComplaint = (line: string, isStderr: boolean): string | undefined => {
  const parsed = Line.safeParse(parseJson(line))
  if (!parsed.success) return isStderr && line.trim() !== '' ? line : undefined
  const { level, msg, err } = parsed.data
  if (level < WARN) return undefined
  return err ? `${msg}: ${err.message}` : msg
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
