import { parseNumber } from "../../data/numbers.ts";
import type { Complain } from "../feature.ts";
import { commonest, type Spellings } from "./spellings.ts";
import { eventOf, fold, meaning } from "./words.ts";

export interface Positives {
  /** The folded labels that mean yes. */
  readonly positive: ReadonlySet<string>;
  /** Does any number but zero mean yes, whether it occurred or not? */
  readonly nonzero: boolean;
}

/**
 * Which labels mean yes: their spelling says so; else the user does; else they are numbers;
 * else they are two words, of which one is taken, aloud.
 */
export function positivesAmong(spellings: Spellings, fallback: string | null, complain: Complain): Positives {
  const labels = [...spellings.keys()];
  const shown = (label: string): string => `'${commonest(spellings.get(label)!)}'`;
  if (labels.every((label) => meaning(label) !== undefined)) return among(labels.filter(meaning));
  const numeric = labels.every(isNumber);
  if (labels.length > 2 && !numeric) {
    complain("error", tooMany(labels.map(shown)));
    return among([]);
  }
  if (fallback !== null && labels.includes(fold(fallback))) return among([fold(fallback)]);
  if (fallback !== null) {
    const some = labels.slice(0, 5).map(shown).join(", ");
    complain("note", `fallback_true_label '${fallback}' does not occur in the training rows; the labels are ${some}`);
  }
  return numeric ? amongNumbers(labels, shown, complain) : amongWords(labels, shown, complain);
}

const among = (labels: readonly string[]): Positives => ({ positive: new Set(labels), nonzero: false });
const isNumber = (label: string): boolean => !Number.isNaN(parseNumber(label));

/** Every number but zero, as in Ludwig; the larger of two that are both something. */
function amongNumbers(labels: readonly string[], shown: (label: string) => string, complain: Complain): Positives {
  const nonzero = labels.filter((label) => parseNumber(label) !== 0).sort((a, b) => parseNumber(b) - parseNumber(a));
  const [larger, smaller] = nonzero;
  if (labels.length === 2 && larger !== undefined && smaller !== undefined) return chosen(larger, smaller, shown, complain);
  if (labels.length > 2) {
    const cure = "name the one that means yes as fallback_true_label, or use type category";
    complain("note", `${labels.length} different numbers: every number but 0 counts as yes; ${cure}`);
  }
  return { positive: new Set(nonzero), nonzero: true };
}

/**
 * A label that means yes, or is not the one that means no, or is the event of a known pair ("spam"); else the alphabetically
 * first, as in Ludwig.
 */
function amongWords(labels: readonly string[], shown: (label: string) => string, complain: Complain): Positives {
  const [a, b] = labels;
  if (a === undefined || b === undefined) return among(labels);
  const beside = [a, b].some((label) => meaning(label) === false) ? [a, b].find((label) => meaning(label) === undefined) : undefined;
  const positive = [a, b].find((label) => meaning(label) === true) ?? beside ?? eventOf(a, b) ?? labels.toSorted()[0]!;
  return chosen(positive, positive === a ? b : a, shown, complain);
}

/** One of two labels, and how to have the other. */
function chosen(positive: string, other: string, shown: (label: string) => string, complain: Complain): Positives {
  complain("note", `${shown(positive)} counts as yes; write fallback_true_label: ${shown(other).slice(1, -1)} to turn that around`);
  return among([positive]);
}

function tooMany(shown: readonly string[]): string {
  const some = shown.slice(0, 5).join(", ") + (shown.length > 5 ? " …" : "");
  return `a binary column has two labels, this one has ${shown.length}: ${some}; use type category, or name the odd ones as missing`;
}
