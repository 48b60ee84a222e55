/** The life of a guest's request; one that waits too long expires without a state of its own. */
export const GUEST_STATUSES = ['waiting', 'approved', 'rejected', 'used'] as const
export type GuestStatus = (typeof GUEST_STATUSES)[number]
