import { compare, hash } from 'bcryptjs'
import { BackupFailed, type HostClient } from './host.ts'

/** As on the host: 2^12 rounds. */
const BCRYPT_COST = 12

/**
 * Stands in for the machine where there is none, as on an edge host: without the binding `HOST`.
 * A hash takes some 0.4 s of the isolate, in which other requests wait. How guessable a password is can't
 * be told here, so that only its length counts; health and backups are the edge host's own business.
 */
export const edgeHostClient = (): HostClient => ({
  hashPassword: (password) => hash(password, BCRYPT_COST),
  verifyPassword: (password, hashed) => compare(password, hashed),
  passwordStrength: async () => ({ score: 4, warning: null, suggestions: [] }),
  health: async () => {
    throw new Error('there is no host to ask')
  },
  listBackups: async () => {
    throw new BackupFailed('backups are made by the edge host')
  },
  makeBackup: async () => {
    throw new BackupFailed('backups are made by the edge host')
  },
})
