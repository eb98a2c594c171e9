import { words } from "../../messages/en/config.ts";
import type { BalanceParams } from "../data/balance.ts";
import type { SplitParams } from "../data/split.ts";
import { openChoice, resolveChoice } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { float, int, orNull, Type } from "../schema/params.ts";
import { error, fixRemove, type Path, type Report } from "../schema/problem.ts";
import { asRecord, readParams } from "../schema/read.ts";
import { elsewhereKeys, reportElsewhere, withoutElsewhere, type Elsewhere } from "./elsewhere.ts";
import type { OpenedConfig } from "./opened.ts";
import { splits } from "./splits.ts";

/** Rows of the rarer class for each of the other. */
const ratio = Type.Number({ exclusiveMinimum: 0, maximum: 1 });

/** `preprocessing`, but for the split, which is a choice of its own. */
export const preprocessingSchema = Type.Object({
  sample_ratio: float(1, "Share of the rows to use, drawn by the seed.", { min: 0, max: 1, impact: "medium" }),
  sample_size: orNull(int(1, "", { min: 1 }), null, "Rows to use, drawn by the seed; null: sample_ratio decides.", { unit: "rows" }),
  oversample_minority: orNull(ratio, null, "Repeat training rows of the rarer class until there are so many for each row of the other; null: never.", { impact: "medium" }),
  undersample_majority: orNull(ratio, null, "Leave out training rows of the more frequent class until there are so many of the rarer for each; null: never.", { impact: "medium" }),
});

const elsewhere: Elsewhere = {
  planned: {},
  idle: { global_max_sequence_length: [null] },
};

export interface ReadPreprocessing {
  readonly params: OpenedConfig["preprocessing"];
  readonly resolved: { readonly [key: string]: Json };
}

/** Of features, what the section is held against. */
interface Named { readonly column: string; readonly type: string }
interface Features { readonly inputs: readonly Named[]; readonly outputs: readonly Named[] }

export function readPreprocessing(raw: unknown, features: Features, path: Path, report: Report): ReadPreprocessing {
  const { split: rawSplit, ...given } = asRecord(raw, path, report);
  reportElsewhere(elsewhere, given, path, report);
  const params = readParams(preprocessingSchema, withoutElsewhere(elsewhere, given), path, report, [...elsewhereKeys(elsewhere), "split"]);
  if (params.sample_size !== null && params.sample_ratio !== 1) {
    report(error([...path, "sample_size"], words.preprocessing.twoSizes, fixRemove([...path, "sample_ratio"])));
  }
  const { oversample_minority: oversample, undersample_majority: undersample } = params;
  checkBalance({ oversample, undersample }, features.outputs, path, report);
  const split = openChoice(splits, rawSplit, [...path, "split"], report).made;
  checkSplitColumn(split, [...features.inputs, ...features.outputs], [...path, "split", "column"], report);
  return {
    params: { sampleRatio: params.sample_ratio, sampleSize: params.sample_size, balance: { oversample, undersample }, split },
    resolved: { ...params, split: resolveChoice(splits, rawSplit) },
  };
}

/** Types of output whose classes can be brought into balance. */
const BALANCED: readonly string[] = ["binary"];

/** As in Ludwig: two classes are brought into balance, of which one is rarer. */
function checkBalance({ oversample, undersample }: BalanceParams, outputs: Features["outputs"], path: Path, report: Report): void {
  if (oversample === null && undersample === null) return;
  const at = [...path, oversample === null ? "undersample_majority" : "oversample_minority"];
  if (oversample !== null && undersample !== null) report(error(at, words.preprocessing.twoBalances, fixRemove(at)));
  if (outputs.length === 1 && outputs.every(({ type }) => BALANCED.includes(type))) return;
  report(error(at, words.preprocessing.balanceBinary(outputs.map(({ type }) => type)), fixRemove(at)));
}

/** What kind of feature the deciding column may be, where it is one. */
const DECIDING: Readonly<Record<string, readonly string[]>> = { stratify: ["binary", "category"], datetime: ["date"] };

function checkSplitColumn(split: SplitParams, features: readonly Named[], path: Path, report: Report): void {
  if (split.type === "random") return;
  const wanted = DECIDING[split.type];
  const feature = features.find(({ column }) => column === split.column);
  if (wanted && feature && !wanted.includes(feature.type)) report(error(path, words.preprocessing.splitFeature(split.type, feature.column, feature.type, wanted)));
}
