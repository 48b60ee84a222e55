/** How a list of incidents can be sorted: by when they began, or how urgent they are; "-" is downwards. */
export const INCIDENT_ORDERS = ['-openedAt', 'openedAt', '-severity', 'severity'] as const
export type IncidentOrder = (typeof INCIDENT_ORDERS)[number]
