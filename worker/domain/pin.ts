/** Digits of a PIN. */
export const PIN_LENGTH = 6

/** Patterns on a number pad that people draw. */
const DRAWN = ['147258', '258369', '159753', '357159', '741852', '963852', '789456', '456789', '147369']

const isRepeated = (pin: string, period: number): boolean =>
  pin === pin.slice(0, period).repeat(PIN_LENGTH / period)

/** All steps from one digit to the next are the same: 123456, 987654, 135791. */
const isEvenlyStepped = (pin: string): boolean => {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10)
  return new Set(steps).size === 1
}

/** The PINs that somebody would try first: rows, repetitions, and what is drawn on the pad. */
export const isGuessablePin = (pin: string): boolean =>
  isEvenlyStepped(pin) || [1, 2, 3].some((period) => isRepeated(pin, period)) || DRAWN.includes(pin)
