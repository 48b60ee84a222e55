/** A multiple of three, so that the pieces' texts add up; small enough for the arguments of one call. */
const PIECE_BYTES = 24_576

/** Bytes as base64 (RFC 4648), also of megabytes. */
export const toBase64 = (bytes: Uint8Array): string => {
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += PIECE_BYTES)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(from, from + PIECE_BYTES))))
  return pieces.join('')
}

/** The bytes again. Throws for what is no base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
