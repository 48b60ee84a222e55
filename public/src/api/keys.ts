/** Names in the query cache that more than one file needs. */
export const boardKey = ['board'] as const
export const jobsKey = ['jobs'] as const
