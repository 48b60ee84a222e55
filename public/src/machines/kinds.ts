/** The kinds of machine the workshop knows words and power defaults for. */
export const kinds = ['printer', 'laser', 'mill', 'other'] as const
