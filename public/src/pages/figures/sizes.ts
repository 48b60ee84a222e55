/** How high a chart is whose bars or lines stand, in pixels. */
export const usualHeight = 260
