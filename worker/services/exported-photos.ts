import { findPhoto } from '../db/fault-photos.ts'
import type { Deps } from '../deps.ts'
import { toBase64 } from '../domain/base64.ts'

/** Some fifty photos of a phone, as a browser makes them smaller; with more, a file would be too large to be opened. */
const MAX_BYTES = 60_000_000

/** Base64 of parts that follow each other; only the last may end in the middle of three bytes. */
function* base64Of(parts: readonly Uint8Array[]): Generator<string> {
  let rest = new Uint8Array()
  for (const part of parts) {
    const bytes = new Uint8Array(rest.length + part.length)
    bytes.set(rest)
    bytes.set(part, rest.length)
    const end = bytes.length - (bytes.length % 3)
    yield toBase64(bytes.subarray(0, end))
    rest = bytes.slice(end)
  }
  yield toBase64(rest)
}

/** A list of JSON with each photo, one after the other, so that no more than one is in memory. */
async function* photoList(deps: Deps, reportIds: readonly string[]): AsyncGenerator<string> {
  let left = MAX_BYTES
  let separator = '['
  for (const reportId of reportIds) {
    // What was taken away meanwhile is no longer kept.
    const photo = left > 0 ? await findPhoto(deps.db, reportId) : undefined
    if (left > 0 && !photo) continue
    left -= photo?.parts.reduce((sum, part) => sum + part.length, 0) ?? 0
    const path = `/api/problems/${reportId}/photo`
    yield `${separator}${JSON.stringify({ reportId, path, type: photo?.type ?? null }).slice(0, -1)},"base64":`
    if (photo) {
      yield '"'
      yield* base64Of(photo.parts)
      yield '"}'
    } else yield 'null}'
    separator = ','
  }
  yield separator === '[' ? '[]' : ']'
}

/**
 * The personal data as the text of one JSON object, with `photos` as its last field: each with its content as base64,
 * the newest first, up to 60 MB; of older ones `base64` is null, and `path` still has them.
 */
export async function* exportText(
  deps: Deps,
  data: { faultReports: { id: string; photo: unknown }[] },
): AsyncGenerator<string> {
  yield `${JSON.stringify(data).slice(0, -1)},"photos":`
  yield* photoList(
    deps,
    data.faultReports.filter(({ photo }) => photo !== null).map(({ id }) => id),
  )
  yield '}'
}
