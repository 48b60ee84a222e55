import { useState } from 'react'
import type { Board } from '../api/shapes.ts'

/** Readings kept per printer: 5 minutes at one board every 5 s. */
const limit = 60

type History = { version: string | undefined; watts: Readonly<Record<string, readonly number[]>> }

function extended(history: History, board: Board): History {
  const watts = Object.fromEntries(
    board.printers.map((printer) => {
      const past = history.watts[printer.id] ?? []
      const watts = printer.power?.watts ?? null
      return [printer.id, watts === null ? past : [...past, watts].slice(-limit)]
    }),
  )
  return { version: board.now, watts }
}

/** The last readings of each printer since this page was opened, oldest first. */
export function useWattHistory(board: Board | undefined): History['watts'] {
  const [history, setHistory] = useState<History>({ version: undefined, watts: {} })
  if (board && board.now !== history.version) {
    const next = extended(history, board)
    setHistory(next)
    return next.watts
  }
  return history.watts
}
