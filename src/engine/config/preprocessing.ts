import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import type { SplitParams } from "../data/split.ts";
import { defineChoice, openChoice, resolveChoice, type Family } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { float, int, orNull, text, Type } from "../schema/params.ts";
import { error, fixRemove, fixSet, type Path, type Report } from "../schema/problem.ts";
import { asRecord, readParams } from "../schema/read.ts";
import { elsewhereKeys, reportElsewhere, withoutElsewhere, type Elsewhere } from "./elsewhere.ts";
import type { OpenedConfig } from "./opened.ts";

const share = Type.Number({ minimum: 0, maximum: 1 });
const probabilities = Type.Tuple([share, share, share], {
  default: [0.7, 0.1, 0.2],
  description: "Shares of the rows for training, validation and test; together 1.",
  impact: "medium",
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
    stratify: defineChoice({
      summary: "Like random, but every part holds the same share of each class of a column.",
      params: Type.Object({ column: text("", "The column whose classes are shared out evenly."), probabilities }),
      example: { column: "class" },
      make: (params): SplitParams => ({ type: "stratify", ...params }),
      check({ column, probabilities: shares }, path, report) {
        checkShares(shares, path, report);
        if (column === "") report(error(path, words.preprocessing.stratifyColumn));
      },
    }),
    fixed: defineChoice({
      summary: "A column says where each row belongs: 0 training, 1 validation, 2 test.",
      params: Type.Object({ column: text("split", "The column that holds 0, 1 or 2.") }),
      example: {},
      make: (params): SplitParams => ({ type: "fixed", ...params }),
    }),
  },
  fallback: "random",
  planned: ["datetime", "hash"],
};

function checkShares(shares: readonly number[], path: Path, report: Report): void {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) < 1e-6) return;
  const at = [...path, "probabilities"];
  const mended = sum > 0 ? shares.map((p) => Number((p / sum).toFixed(4))) : [0.7, 0.1, 0.2];
  const fix = fixSet(at, mended, schemaWords.change(`[${mended.join(", ")}]`));
  report(error(at, words.preprocessing.shares(shares, Number(sum.toFixed(6))), fix));
}

/** `preprocessing`, but for the split, which is a choice of its own. */
export const preprocessingSchema = Type.Object({
  sample_ratio: float(1, "Share of the rows to use, drawn by the seed.", { min: 0, max: 1, impact: "medium" }),
  sample_size: orNull(int(1, "", { min: 1 }), null, "Rows to use, drawn by the seed; null: sample_ratio decides.", { unit: "rows" }),
});

const elsewhere: Elsewhere = {
  planned: { oversample_minority: [null], undersample_majority: [null] },
  idle: { global_max_sequence_length: [null] },
};

export interface ReadPreprocessing {
  readonly params: OpenedConfig["preprocessing"];
  readonly resolved: { readonly [key: string]: Json };
}

export function readPreprocessing(raw: unknown, path: Path, report: Report): ReadPreprocessing {
  const { split: rawSplit, ...given } = asRecord(raw, path, report);
  reportElsewhere(elsewhere, given, path, report);
  const params = readParams(preprocessingSchema, withoutElsewhere(elsewhere, given), path, report, [...elsewhereKeys(elsewhere), "split"]);
  if (params.sample_size !== null && params.sample_ratio !== 1) {
    report(error([...path, "sample_size"], words.preprocessing.twoSizes, fixRemove([...path, "sample_ratio"])));
  }
  const split = openChoice(splits, rawSplit, [...path, "split"], report).made;
  return {
    params: { sampleRatio: params.sample_ratio, sampleSize: params.sample_size, split },
    resolved: { ...params, split: resolveChoice(splits, rawSplit) },
  };
}
