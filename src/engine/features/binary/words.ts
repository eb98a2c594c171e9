/** Spellings of true and false, and pairs of words that answer yes or no; all lower-cased. */
const TRUE = new Set(["yes", "y", "true", "t", "1", "1.0"]);
const FALSE = new Set(["no", "n", "false", "f", "0", "0.0", "-1", "-1.0"]);

export const fold = (label: string): string => label.trim().toLowerCase();

/** What a label says by itself; undefined when it says neither. */
export const meaning = (folded: string): boolean | undefined => (TRUE.has(folded) ? true : FALSE.has(folded) ? false : undefined);

const OPPOSITES: readonly (readonly [string, string])[] = [
  ["no", "yes"], ["n", "y"], ["false", "true"], ["f", "t"], ["0", "1"], ["0.0", "1.0"], ["-1", "1"],
];
const PAIRS: readonly (readonly [string, string])[] = [
  ...OPPOSITES, ["female", "male"], ["f", "m"], ["woman", "man"], ["off", "on"], ["fail", "pass"], ["failed", "passed"], ["failure", "success"],
  ["dead", "alive"], ["died", "survived"], ["negative", "positive"], ["neg", "pos"], ["lost", "won"], ["loss", "win"], ["inactive", "active"],
  ["bad", "good"], ["absent", "present"], ["benign", "malignant"], ["ham", "spam"], ["closed", "open"], ["left", "stayed"], ["rejected", "accepted"],
  ["denied", "approved"], ["disagree", "agree"], ["healthy", "sick"], ["single", "married"], ["left", "right"],
];

export const knownPair = (a: string, b: string): boolean => PAIRS.some(([x, y]) => (x === fold(a) && y === fold(b)) || (x === fold(b) && y === fold(a)));

/** The opposite of a lone label, in its own case: "Yes" → "No"; "not …" when it has none. */
export function oppositeOf(label: string): string {
  const folded = fold(label);
  const pair = OPPOSITES.find((p) => p.includes(folded));
  const other = pair && (pair[0] === folded ? pair[1] : pair[0]);
  if (other === undefined) return `not ${label.trim()}`;
  const trimmed = label.trim();
  if (trimmed === trimmed.toUpperCase()) return other.toUpperCase();
  return trimmed[0] === trimmed[0]!.toUpperCase() ? other[0]!.toUpperCase() + other.slice(1) : other;
}
