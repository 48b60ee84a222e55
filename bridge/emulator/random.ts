/** Evenly spread numbers in [0, 1) that depend on nothing but their arguments, so every run is the same. */
export function randomAt(seed: number, ...place: number[]): number {
  let hash = seed ^ 0x9e3779b9
  for (const part of place) {
    hash = Math.imul(hash ^ part, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32
}
