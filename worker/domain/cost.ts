export const TARIFF_KINDS = ['energy', 'machine'] as const
export type TariffKind = (typeof TARIFF_KINDS)[number]

/** A price from `validFromAt` on, until the next of the same kind and printer. */
export type Price = {
  kind: TariffKind
  /** machine: a printer's own price; `null`: for all without one. */
  printerId: string | null
  /** energy: cents per MWh; machine: cents per hour. */
  cents: number
  validFromAt: number
}

const MWH_PER_MEGAWATT_HOUR = 1e9
const HOUR_MS = 3_600_000

/** The price in force at an instant; none: 0 cents. */
const centsAt = (prices: Price[], at: number): number => {
  const inForce = prices.filter(({ validFromAt }) => validFromAt <= at)
  return (
    inForce.reduce<Price | null>(
      (newest, price) => (newest === null || price.validFromAt > newest.validFromAt ? price : newest),
      null,
    )?.cents ?? 0
  )
}

export type CostFacts = {
  printerId: string
  /** Energy by hour, milliwatt-hours. */
  energy: { at: number; energyMwh: number }[]
  /** How long the machine was used; `null`: not at all. */
  used: { from: number; until: number } | null
  prices: Price[]
}

/**
 * Cents, not rounded: energy at the price of its hour, and the machine's time at the price at the beginning
 * of its use. A printer's own machine price goes before the one for all.
 */
export const costOf = ({ printerId, energy, used, prices }: CostFacts) => {
  const energyPrices = prices.filter(({ kind }) => kind === 'energy')
  const energyCents = energy.reduce(
    (sum, { at, energyMwh }) => sum + (energyMwh / MWH_PER_MEGAWATT_HOUR) * centsAt(energyPrices, at),
    0,
  )
  const machine = prices.filter(({ kind }) => kind === 'machine')
  const own = machine.filter(
    (price) => price.printerId === printerId && price.validFromAt <= (used?.from ?? 0),
  )
  const applying = own.length > 0 ? own : machine.filter((price) => price.printerId === null)
  const machineCents = used ? ((used.until - used.from) / HOUR_MS) * centsAt(applying, used.from) : 0
  return { energyCents, machineCents, cents: energyCents + machineCents }
}
