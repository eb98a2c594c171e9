/** Spellings of true and false, and pairs of words that answer yes or no; all lower-cased. */
import { words } from "./messages.ts";

const TRUE = new Set(["yes", "y", "true", "t", "1", "1.0"]);
const FALSE = new Set(["no", "n", "false", "f", "0", "0.0", "-1", "-1.0"]);

export const fold = (label: string): string => label.trim().toLowerCase();

/** What a label says by itself; undefined when it says neither. */
export const meaning = (folded: string): boolean | undefined => (TRUE.has(folded) ? true : FALSE.has(folded) ? false : undefined);

const OPPOSITES: readonly (readonly [string, string])[] = [
  ["no", "yes"],
  ["n", "y"],
  ["false", "true"],
  ["f", "t"],
  ["0", "1"],
  ["0.0", "1.0"],
  ["-1", "1"],
];
/** Pairs of which one plainly is the event that a model is made to find: the second. */
const POLAR: readonly (readonly [string, string])[] = [
  ["off", "on"],
  ["fail", "pass"],
  ["failed", "passed"],
  ["failure", "success"],
  ["dead", "alive"],
  ["died", "survived"],
  ["negative", "positive"],
  ["neg", "pos"],
  ["lost", "won"],
  ["loss", "win"],
  ["inactive", "active"],
  ["bad", "good"],
  ["absent", "present"],
  ["benign", "malignant"],
  ["ham", "spam"],
  ["rejected", "accepted"],
  ["denied", "approved"],
  ["disagree", "agree"],
  ["healthy", "sick"],
];
/** No and yes in other languages; where a language's no is the English one ("no", "sí"), that decides. */
const ANSWERS: readonly (readonly [string, string])[] = [
  ["nein", "ja"], ["falsch", "wahr"], ["nee", "ja"], ["nej", "ja"], ["nei", "ja"], ["non", "oui"], ["faux", "vrai"], ["no", "sí"], ["no", "si"], ["no", "sì"], ["falso", "verdadero"],
  ["falso", "vero"], ["falso", "verdadeiro"], ["não", "sim"], ["nao", "sim"], ["nie", "tak"], ["ne", "ano"], ["ne", "da"], ["nem", "igen"], ["ei", "kyllä"], ["nu", "da"], ["hayır", "evet"],
  ["нет", "да"], ["ні", "так"], ["не", "да"], ["όχι", "ναι"], ["否", "是"], ["いいえ", "はい"], ["아니요", "예"], ["لا", "نعم"], ["לא", "כן"], ["không", "có"], ["tidak", "ya"],
  ["✗", "✓"], ["✘", "✔"],
];
const EVEN: readonly (readonly [string, string])[] = [
  ["female", "male"],
  ["f", "m"],
  ["woman", "man"],
  ["closed", "open"],
  ["single", "married"],
  ["left", "right"],
];
const EVENTS = [...POLAR, ...ANSWERS];
const PAIRS = [...OPPOSITES, ...EVENTS, ...EVEN];

const isPair = ([x, y]: readonly [string, string], a: string, b: string): boolean =>
  (x === fold(a) && y === fold(b)) || (x === fold(b) && y === fold(a));

/** The one of two labels that is the event to find, where words say so. */
export const eventOf = (a: string, b: string): string | undefined => EVENTS.find((pair) => isPair(pair, a, b))?.[1];

export const knownPair = (a: string, b: string): boolean => PAIRS.some((pair) => isPair(pair, a, b));

/** The opposite of a lone label, in its own case: "Yes" → "No"; "not …" when it has none. */
export function oppositeOf(label: string): string {
  const folded = fold(label);
  const pair = OPPOSITES.find((p) => p.includes(folded));
  const other = pair && (pair[0] === folded ? pair[1] : pair[0]);
  if (other === undefined) return words.opposite(label.trim());
  const trimmed = label.trim();
  if (trimmed === trimmed.toUpperCase()) return other.toUpperCase();
  return trimmed[0] === trimmed[0]!.toUpperCase() ? other[0]!.toUpperCase() + other.slice(1) : other;
}
