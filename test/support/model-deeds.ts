/** What people do in a story, and what the model remembers of a reservation. */
export type Person = 'anna' | 'ben'
export type Printer = 'printer-1' | 'printer-2'
export type Where = { printer: Printer; start: number; length: number }
export type Which = { which: number }
/** What of a series is meant. */
export type Scope = 'following' | 'all'
export type Deed =
  | ({ do: 'book'; person: Person } & Where)
  | ({ do: 'repeat'; person: Person; count: number } & Where)
  | ({ do: 'move' } & Which & Where)
  | ({ do: 'moveSeries'; scope: Scope; by: number; longer: number } & Which)
  | ({ do: 'cancelSeries'; scope: Scope } & Which)
  | ({ do: 'resize' | 'extend'; length: number } & Which)
  | ({ do: 'cancel' | 'finish' | 'startEarly' | 'approve' | 'reject' | 'handOver' } & Which)
  | {
      do: 'close'
      printer: Printer | null
      start: number
      length: number
      onConflict: 'refuse' | 'keep' | 'cancel'
    }
  | { do: 'wait'; length: number }

export type ModelJob = {
  id: string
  printer: Printer
  person: Person
  startsAt: number
  endsAt: number
  series?: string
  status: 'requested' | 'scheduled' | 'running' | 'finished' | 'cancelled' | 'rejected' | 'expired' | 'missed'
}
export type Span = { startsAt: number; endsAt: number }
export type Closure = Span & { printer: Printer | null }
