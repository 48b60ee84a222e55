/** Names in the query cache that more than one file needs. */
export const boardKey = ['board'] as const
export const jobsKey = ['jobs'] as const
/** Public facts, the same for everybody. */
export const siteKey = ['site'] as const
export const printersKey = ['printers'] as const
export const plugsKey = ['plugs'] as const
export const notificationsKey = ['notifications'] as const
export const qualificationsKey = ['qualifications'] as const
export const instructionsKey = ['instructions'] as const
