const minuteMs = 60_000
const dayMs = 86_400_000
/** Nine months: beyond, a day and its month could be those of this year. */
const unmistakableMs = 273 * dayMs

/** Dates, times and amounts in one language and the workshop's time zone. Instants are epoch milliseconds. */
export type Format = ReturnType<typeof createFormat>

type Words = { today: string; tomorrow: string; yesterday: string; hour: string; minute: string; day: string }

export function createFormat(locale: string, timeZone: string, words: Words) {
  const timeOnly = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  const dayOnly = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone,
  })
  const dayOfYear = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  })
  const weekdayOnly = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone })
  const longDay = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  })
  const localDate = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const shortDate = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  // Sorts and compares as text, whatever the language.
  const isoDay = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone })
  const dayOfMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone })
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone })
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })

  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

  const sameDay = (a: number, b: number) => isoDay.format(a) === isoDay.format(b)
  const time = (at: number) => timeOnly.format(at)
  const day = (at: number, now: number) => {
    if (sameDay(at, now)) return words.today
    if (sameDay(at, now + dayMs)) return words.tomorrow
    if (sameDay(at, now - dayMs)) return words.yesterday
    // Without its year, a day of next autumn would be read as one of this autumn.
    return (Math.abs(at - now) < unmistakableMs ? dayOnly : dayOfYear).format(at)
  }
  /** Within six days the weekday alone says which; a week from now it would be today's. */
  const nextDay = (at: number, now: number) => {
    const known = day(at, now)
    const isNear = now < at && at < now + 6 * dayMs
    return isNear && known === dayOnly.format(at) ? weekdayOnly.format(at) : known
  }
  /** "14:00" today, "morgen, 14:00" or "Di., 24. Nov., 14:00" otherwise, with the year where it is far away. */
  const moment = (at: number, now: number) => (sameDay(at, now) ? time(at) : `${day(at, now)}, ${time(at)}`)

  return {
    time,
    day,
    moment,
    /** As `moment`, but short: "Di, 14:00" for one of the next days. For tiles, not for what is agreed on. */
    soon: (at: number, now: number) => (sameDay(at, now) ? time(at) : `${nextDay(at, now)}, ${time(at)}`),
    /** The local day of an instant with its year: "31.07.2027". */
    dateAt: (at: number) => localDate.format(at),
    /** A calendar day without a time: "2027-07-31" → "31.07.2027". */
    date: (isoDate: string) => shortDate.format(Date.parse(isoDate)),
    longDay: (at: number) => longDay.format(at),
    /** "Mo., 23." */
    weekday: (at: number) => weekday.format(at),
    /** "Mo" */
    shortWeekday: (at: number) => weekdayOnly.format(at),
    dayOfMonth: (at: number) => dayOfMonth.format(at),
    /** "November 2026" */
    month: (at: number) => month.format(at),
    /** "Mo., 23. Nov. – So., 29. Nov."; `to` itself is not in it. */
    days: (from: number, to: number) => `${dayOnly.format(from)} – ${dayOnly.format(to - 1)}`,
    money: (cents: number) => money.format(cents / 100),
    /** "heute, 14:00 – 16:00"; a window over midnight names both days. */
    window(startsAt: number, endsAt: number, now: number) {
      const end = sameDay(startsAt, endsAt) ? time(endsAt) : `${day(endsAt, now)}, ${time(endsAt)}`
      return `${day(startsAt, now)}, ${time(startsAt)} – ${end}`
    },
    /** A window by its own days, whenever it is read, as on paper; of the day of `at` only the times. */
    fixedWindow(startsAt: number, endsAt: number, at?: number) {
      const known = (day: number) => at !== undefined && sameDay(day, at)
      const start = known(startsAt) ? time(startsAt) : `${dayOnly.format(startsAt)}, ${time(startsAt)}`
      const isShort = known(endsAt) || sameDay(startsAt, endsAt)
      return `${start} – ${isShort ? time(endsAt) : `${dayOnly.format(endsAt)}, ${time(endsAt)}`}`
    },
    /** "45 min", "1 h 30 min", "2 d 3 h"; rounded up to minutes. */
    duration(ms: number) {
      const minutes = Math.max(0, Math.ceil(ms / minuteMs))
      const hours = Math.floor(minutes / 60)
      const days = Math.floor(hours / 24)
      const parts =
        days > 0
          ? [
              [days, words.day],
              [hours % 24, words.hour],
            ]
          : [
              [hours, words.hour],
              [minutes % 60, words.minute],
            ]
      const shown = parts.filter(([amount]) => amount !== 0).map(([amount, unit]) => `${amount}\u202f${unit}`)
      return shown.length > 0 ? shown.join(' ') : `0\u202f${words.minute}`
    },
    /** A length in hours, without the unit: "2,5". */
    hours: (ms: number) => tenths.format(ms / (60 * minuteMs)),
    decimalSeparator: fine.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.',
    /** "1.234,5" */
    number: (value: number) => fine.format(value),
    /** One decimal at most: "12,3" */
    tenths: (value: number) => tenths.format(value),
    /** "64,3 MB" */
    bytes(bytes: number) {
      const unit = bytes >= 1e9 ? { size: 1e9, name: 'GB' } : { size: 1e6, name: 'MB' }
      return `${tenths.format(bytes / unit.size)}\u202f${unit.name}`
    },
    whole: (value: number) => whole.format(value),
    /** Of a hundred: "12,5 %" */
    percent: (value: number) => `${tenths.format(value)}\u202f%`,
    watts: (watts: number) => `${whole.format(watts)}\u202fW`,
    energy: (wattHours: number) =>
      wattHours < 1_000 ? `${whole.format(wattHours)}\u202fWh` : `${fine.format(wattHours / 1_000)}\u202fkWh`,
  }
}
