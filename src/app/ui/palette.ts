/**
 * What colour and shape stand for a class or an output, the same on every screen: classes count up from --c-1, outputs down
 * from --c-8, so that neither takes the other's colour. From the ninth on colours repeat with another shape.
 */
export type ShapeName = "circle" | "diamond" | "triangle" | "square" | "cross" | "bar";

export const COLOURS = 8;
const classShapes: readonly ShapeName[] = ["circle", "diamond", "triangle", "square", "cross", "bar"];
const outputShapes: readonly ShapeName[] = ["square", "triangle", "diamond", "circle", "cross", "bar"];
const at = (shapes: readonly ShapeName[], index: number): ShapeName => shapes[(index + Math.floor(index / COLOURS)) % shapes.length] ?? "circle";

export const classColour = (index: number): string => `var(--c-${(index % COLOURS) + 1})`;
export const classShape = (index: number): ShapeName => at(classShapes, index);
export const outputColour = (index: number): string => `var(--c-${COLOURS - (index % COLOURS)})`;
export const outputShape = (index: number): ShapeName => at(outputShapes, index);

/** Path data of each shape on a 10-point grid, centred at 5, 5. */
export const shapePaths: Readonly<Record<ShapeName, string>> = {
  circle: "M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  diamond: "M5 .4 9.6 5 5 9.6.4 5z",
  triangle: "M5 1 9.5 9H.5z",
  square: "M1.3 1.3h7.4v7.4H1.3z",
  cross: "M3.6 1h2.8v2.6H9v2.8H6.4V9H3.6V6.4H1V3.6h2.6z",
  bar: "M1 3.4h8v3.2H1z",
};
