import { parseNumber } from "../../data/numbers.ts";
import type { Complain } from "../feature.ts";
import { commonest, type Spellings } from "./spellings.ts";
import { eventOf, fold, meaning } from "./words.ts";
import { words } from "./messages.ts";

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
  const shown = (label: string): string => commonest(spellings.get(label)!);
  if (labels.every((label) => meaning(label) !== undefined)) return among(labels.filter(meaning));
  const numeric = labels.every(isNumber);
  if (labels.length > 2 && !numeric) {
    complain("error", words.tooMany(labels.map(shown)));
    return among([]);
  }
  if (fallback !== null && labels.includes(fold(fallback))) return among([fold(fallback)]);
  if (fallback !== null) complain("note", words.fallbackAbsent(fallback, labels.map(shown)));
  return numeric ? amongNumbers(labels, shown, complain) : amongWords(labels, shown, complain);
}

const among = (labels: readonly string[]): Positives => ({ positive: new Set(labels), nonzero: false });
const isNumber = (label: string): boolean => !Number.isNaN(parseNumber(label));

/** Every number but zero, as in Ludwig; the larger of two that are both something. */
function amongNumbers(labels: readonly string[], shown: (label: string) => string, complain: Complain): Positives {
  const nonzero = labels.filter((label) => parseNumber(label) !== 0).sort((a, b) => parseNumber(b) - parseNumber(a));
  const [larger, smaller] = nonzero;
  if (labels.length === 2 && larger !== undefined && smaller !== undefined) return chosen(larger, smaller, shown, complain);
  if (labels.length > 2) complain("note", words.manyNumbers(labels.length));
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
  complain("note", words.counts(shown(positive), shown(other)));
  return among([positive]);
}
