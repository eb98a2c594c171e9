import type { ColumnVerdict } from "../api.ts";
import type { ColumnProfile } from "../data/profile.ts";
import { holdsSplit } from "../data/split.ts";

/** What people call the column that they want to know, in the tables that are passed around: "target", "airline_sentiment", "Ticket Type". */
const CALLED = /(?:^|[\s_.-])(?:target|labels?|class|outcome|output|response|result|answer|survived|churn(?:ed)?|diagnosis|disease|species|variety|price|charges|cost|delay|sentiment|emotions?|intent|quality|rating|grade|score|type|default(?:ed)?|fraud|spam|purchased?|approved|value|mpg)$/i;

/** Types whose values a table is likely to be about; of these, those whose values may be many. */
const ANSWERED = ["number", "category", "binary", "set"];
const MANY_VALUED = ["number", "set"];
/** A category of more is rarely what a table is about. */
const MOST_CLASSES = 100;
const MOST_OFFERED = 3;

/**
 * Columns that a model is likely to be wanted for, likeliest first, at most three: those that are called so, and the last of the table; the first
 * where none is called so. Only columns that vary and were suggested as inputs, of numbers or of words that repeat; none where no column is any of these.
 */
export function likelyOutputs(columns: readonly ColumnProfile[], verdicts: readonly ColumnVerdict[]): readonly string[] {
  const fit = columns.filter((column, i) => isFit(column, verdicts[i]));
  const called = fit.filter(({ name }) => CALLED.test(name.trim()));
  const data = columns.filter((column) => !holdsSplit(column));
  const ends = called.length > 0 ? data.slice(-1) : [...data.slice(-1), ...data.slice(0, 1)];
  return [...new Set([...called, ...ends.filter((column) => fit.includes(column))].map(({ name }) => name))].slice(0, MOST_OFFERED);
}

function isFit({ distinct }: ColumnProfile, verdict: ColumnVerdict | undefined): boolean {
  return verdict?.suggested === "input" && ANSWERED.includes(verdict.type) && distinct > 1 && (MANY_VALUED.includes(verdict.type) || distinct <= MOST_CLASSES);
}
