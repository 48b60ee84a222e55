/** How high a chart is whose bars or lines stand, in pixels. */
export const usualHeight = 260
/** Figures come in hours; the page's language words lengths in milliseconds. */
export const hourMs = 3_600_000
