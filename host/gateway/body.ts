import type { IncomingMessage } from 'node:http'

/** How long a refused sender may go on, so that it can read the answer before the connection ends. */
const LINGER_MS = 2_000

/** HTTP/2 has no limit of its own for how long a body may take. */
const BODY_TIMEOUT_MS = 10_000

/** What a piece takes in memory besides its bytes: a body may come one byte at a time. */
const PIECE_BYTES = 256

export class BodyTooSlow extends Error {
  override name = 'BodyTooSlow'
}

export class PayloadTooLarge extends Error {
  override name = 'PayloadTooLarge'
}

/**
 * Reads a request's body whole, so that a slow or oversized sender never occupies the worker.
 * Throws `PayloadTooLarge` as soon as more than `limitBytes` are announced or have come; what comes
 * later is thrown away unread, and the connection is cut if it lasts. Throws `BodyTooSlow` after 10 s.
 * @param hold told of each piece that waits in memory; what it throws ends the reading the same way
 */
export const readBody = async (
  request: IncomingMessage,
  limitBytes: number,
  hold: (bytes: number) => void,
): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  const turnAway = (): void => {
    chunks.length = 0
    request.removeAllListeners('data')
    request.resume()
    const timer = setTimeout(() => request.destroy(), LINGER_MS).unref()
    request.once('end', () => clearTimeout(timer))
  }
  const refuse = (): never => {
    turnAway()
    throw new PayloadTooLarge(`This request may carry at most ${limitBytes} bytes.`)
  }
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) refuse()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > limitBytes) return resolve()
    try {
      hold(chunk.length + PIECE_BYTES)
      chunks.push(chunk)
    } catch (error) {
      turnAway()
      reject(error)
    }
  })
  request.once('end', resolve)
  request.once('error', reject)
  request.once('close', () => reject(new Error('the client went away')))
  const timer = setTimeout(
    () => reject(new BodyTooSlow(`no whole body in ${BODY_TIMEOUT_MS} ms`)),
    BODY_TIMEOUT_MS,
  )
  await promise.finally(() => clearTimeout(timer))
  if (size > limitBytes) refuse()
  return Buffer.concat(chunks)
}
