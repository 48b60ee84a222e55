export const TARIFF_KINDS = ['energy', 'machine', 'job'] as const
export type TariffKind = (typeof TARIFF_KINDS)[number]

/** A price from `validFromAt` on, until the next of the same kind and for the same machines. */
export type Price = {
  kind: TariffKind
  /** machine, job: for this machine only. */
  printerId: string | null
  /** machine, job: for machines of this kind only; with neither, for all without a price of their own. */
  printerKind: string | null
  /** energy: cents per MWh; machine: cents per hour; job: cents for each that is begun. */
  cents: number
  validFromAt: number
}

/** A machine as far as prices tell them apart. */
export type PricedMachine = { printerId: string; printerKind: string | null }

const MWH_PER_MEGAWATT_HOUR = 1e9
const HOUR_MS = 3_600_000

const newest = (prices: Price[]): Price | null =>
  prices.reduce<Price | null>(
    (best, price) => (best === null || price.validFromAt > best.validFromAt ? price : best),
    null,
  )

/** The price in force at an instant: a machine's own goes before that of its kind, and that before the one for all. */
const centsAt = (prices: Price[], kind: TariffKind, at: number, machine: PricedMachine | null): number => {
  const inForce = prices.filter((price) => price.kind === kind && price.validFromAt <= at)
  const price =
    newest(inForce.filter(({ printerId }) => printerId !== null && printerId === machine?.printerId)) ??
    newest(
      inForce.filter(({ printerKind }) => printerKind !== null && printerKind === machine?.printerKind),
    ) ??
    newest(inForce.filter(({ printerId, printerKind }) => printerId === null && printerKind === null))
  return price?.cents ?? 0
}

/** Cents, not rounded, for energy (milliwatt-hours) by hour, each at the price of its hour. No price: nothing. */
export const energyCentsOf = (energy: { at: number; energyMwh: number }[], prices: Price[]): number =>
  energy.reduce(
    (sum, { at, energyMwh }) =>
      sum + (energyMwh / MWH_PER_MEGAWATT_HOUR) * centsAt(prices, 'energy', at, null),
    0,
  )

/** Cents, not rounded, for a machine's time, at the price at the beginning of its use. */
export const machineCentsOf = (
  machine: PricedMachine,
  used: { from: number; until: number },
  prices: Price[],
): number => ((used.until - used.from) / HOUR_MS) * centsAt(prices, 'machine', used.from, machine)

/** Whole cents for a job that was begun, whatever it took. */
export const feeCentsOf = (machine: PricedMachine, startedAt: number, prices: Price[]): number =>
  centsAt(prices, 'job', startedAt, machine)
