/** How the trail can be sorted: by time, or by deed with the newest of each first; "-" is downwards. */
export const TRAIL_ORDERS = ['-at', 'at', 'action', '-action'] as const
export type TrailOrder = (typeof TRAIL_ORDERS)[number]
