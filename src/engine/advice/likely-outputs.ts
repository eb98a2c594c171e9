import type { ColumnVerdict } from "../api.ts";
import type { ColumnProfile } from "../data/profile.ts";

/** What people call the column that they want to know, in the tables that are passed around. */
const CALLED = /^(?:target|labels?|class|y|outcome|output|response|result|answer|survived|churn(?:ed)?|diagnosis|disease|species|variety|price|sales?_?price|charges|sentiment|quality|rating|grade|default(?:ed)?|fraud|spam|is_?(?:fraud|spam|churn)|purchased?|approved|median_house_value|mpg)$/i;

const ANSWERED = ["number", "category", "binary"];
/** A category of more values is rarely what a table is about. */
const MOST_CLASSES = 100;
const MOST_OFFERED = 3;

/**
 * Columns that a model is likely to be wanted for, likeliest first, at most three: those that are called so, then the last of the table,
 * then the first. Only numbers, categories and yes-or-no columns that vary and were suggested as inputs; none where no column is any of these.
 */
export function likelyOutputs(columns: readonly ColumnProfile[], verdicts: readonly ColumnVerdict[]): readonly string[] {
  const fit = columns.filter((column, i) => isFit(column, verdicts[i]));
  const called = fit.filter(({ name }) => CALLED.test(name.trim()));
  const ends = [columns.at(-1), columns[0]].filter((column) => column !== undefined && fit.includes(column)) as readonly ColumnProfile[]; // what is left is defined
  return [...new Set([...called, ...ends].map(({ name }) => name))].slice(0, MOST_OFFERED);
}

function isFit({ distinct, numbers }: ColumnProfile, verdict: ColumnVerdict | undefined): boolean {
  return verdict?.suggested === "input" && ANSWERED.includes(verdict.type) && distinct > 1 && (numbers !== null || distinct <= MOST_CLASSES);
}
