import { refusedBy } from '../db/database.ts'
import { Refused } from './refusal.ts'

/** The database keeps one admin who can always sign in; tells who tried why nothing changed. */
export const refuseLastAdmin = (error: unknown): never => {
  if (refusedBy(error) === 'last_admin') throw new Refused('last_admin')
  throw error
}
