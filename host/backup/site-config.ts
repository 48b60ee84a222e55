import { isAbsolute } from 'node:path'
import * as z from 'zod'

/** The section `[backup]` of the site's configuration: encrypted copies outside of the data folder. */
export const BackupConfig = z.strictObject({
  /** A folder, usually the mount point of a stick. Missing or not writable: no copy, and the health page says so. */
  copy_to: z.string().refine(isAbsolute, 'must be an absolute path'),
  /** Public keys (age, X25519). Whoever has one of their secret halves can read the copies; this machine can't. */
  recipients: z
    .array(z.string().regex(/^age1[a-z0-9]{50,}$/, 'must be a public key that begins with "age1"'))
    .min(1)
    .max(10),
})
export type BackupConfig = z.infer<typeof BackupConfig>
