/** Without letters and digits that look alike on paper or sound alike on the phone. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A random code to be read and typed by people, e.g. "h4km-x7pw-qe9t": 4.95 bits a character. */
export const randomCode = (groups: number, groupLength: number): string => {
  const length = groups * groupLength
  let code = ''
  // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
  const limit = 256 - (256 % ALPHABET.length)
  while (code.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < limit && code.length < length) code += ALPHABET[byte % ALPHABET.length]
    }
  }
  return code.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? code
}

/** What was typed, without the spaces, dashes and capitals that people add. */
export const plainCode = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]/g, '')

/** Random digits to be typed on a number pad, e.g. "4821 7730": 3.3 bits a digit. */
export const randomDigits = (groups: number, groupLength: number): string => {
  const length = groups * groupLength
  let digits = ''
  while (digits.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length)))
      if (byte < 250 && digits.length < length) digits += byte % 10
  }
  return digits.match(new RegExp(`.{${groupLength}}`, 'g'))?.join(' ') ?? digits
}
