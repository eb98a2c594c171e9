import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import type { SplitParams } from "../data/split.ts";
import { defineChoice, type Family } from "../schema/choice.ts";
import { text, Type } from "../schema/params.ts";
import { error, fixSet, type Path, type Report } from "../schema/problem.ts";

const share = Type.Number({ minimum: 0, maximum: 1 });
const probabilities = Type.Tuple([share, share, share], {
  default: [0.7, 0.1, 0.2],
  description: "Shares of the rows for training, validation and test; together 1.",
  impact: "medium",
});

/** Splits that a column decides, in shares. */
const byColumn = (type: "stratify" | "datetime" | "hash", { summary, description, example }: Readonly<Record<"summary" | "description" | "example", string>>) =>
  defineChoice({
    summary,
    params: Type.Object({ column: text("", description), probabilities }),
    example: { column: example },
    make: (params): SplitParams => ({ type, ...params }),
    check({ column, probabilities: shares }, path, report) {
      checkShares(shares, path, report);
      if (column === "") report(error(path, words.preprocessing.splitColumn(type)));
    },
  });

/** `preprocessing.split`. */
export const splits: Family<SplitParams> = {
  noun: "split",
  choices: {
    random: defineChoice({
      summary: "Rows are shuffled by the seed and shared out.",
      params: Type.Object({ probabilities }),
      example: {},
      make: (params): SplitParams => ({ type: "random", ...params }),
      check: ({ probabilities: shares }, path, report) => checkShares(shares, path, report),
    }),
    stratify: byColumn("stratify", {
      summary: "Like random, but every part holds the same share of each class of a column.",
      description: "The column whose classes are shared out evenly.",
      example: "class",
    }),
    datetime: byColumn("datetime", {
      summary: "The oldest rows train, the newest test: what a forecast is judged by.",
      description: "The column that holds dates or times.",
      example: "date",
    }),
    hash: byColumn("hash", {
      summary: "A column's value alone decides, so that a row stays where it is when the table grows: the same parts as in Ludwig.",
      description: "The column that names the rows, such as a customer's number.",
      example: "id",
    }),
    fixed: defineChoice({
      summary: "A column says where each row belongs: 0 or `train`, 1 or `validation`, 2 or `test`.",
      params: Type.Object({ column: text("split", "The column that holds 0, 1 or 2, or the words for them.") }),
      example: {},
      make: (params): SplitParams => ({ type: "fixed", ...params }),
    }),
  },
  fallback: "random",
};

function checkShares(shares: readonly number[], path: Path, report: Report): void {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) < 1e-6) return;
  const at = [...path, "probabilities"];
  const mended = sum > 0 ? shares.map((p) => Number((p / sum).toFixed(4))) : [0.7, 0.1, 0.2];
  const fix = fixSet(at, mended, schemaWords.change(`[${mended.join(", ")}]`));
  report(error(at, words.preprocessing.shares(shares, Number(sum.toFixed(6))), fix));
}
