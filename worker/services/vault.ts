import type { Deps } from '../deps.ts'
import { fromBase64, toBase64 } from '../domain/base64.ts'

const IV_BYTES = 12

const keyOf = async (secret: string, purpose: string) => {
  const text = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: text.encode(purpose) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/**
 * Encrypts a short secret for the database (AES-256-GCM, key derived from the machine's data secret).
 * `purpose` is bound to it: a value moved to another row or use does not open.
 */
export const seal = async (deps: Deps, purpose: string, secret: string): Promise<string> => {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    await keyOf(deps.config.dataSecret, purpose),
    new TextEncoder().encode(secret),
  )
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`
}

/** The secret that was sealed. Throws when it was altered, moved, or sealed on another machine. */
export const unseal = async (deps: Deps, purpose: string, sealed: string): Promise<string> => {
  const [iv = '', data = ''] = sealed.split('.')
  const key = await keyOf(deps.config.dataSecret, purpose)
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(iv) }, key, fromBase64(data))
  return new TextDecoder().decode(opened)
}
