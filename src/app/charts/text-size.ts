/** How much larger than usual the reader's text is: margins of a drawing grow with it. */
export const textScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;

/** About how wide a text of the axis size is, in pixels: enough to keep labels from touching. */
export const textWidth = (text: string, size = 11): number => text.length * size * 0.62 * textScale();
