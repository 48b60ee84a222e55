/** What a page already knows about the wished reservation. Instants are epoch milliseconds. */
export type BookingWish = { printerId: string; when: 'now' | 'later'; startsAt?: number; minutes?: number }
