import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import type { ConfiguredOutput } from "../features/feature.ts";
import { error, fixSet, type Path, type Problem, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import type { Watched } from "../training/plateau.ts";
import type { OpenedConfig } from "./opened.ts";

type Judge = Pick<ConfiguredOutput, "name" | "defaultMetric" | "metrics">;
interface Wish { readonly validation_field: string | null; readonly validation_metric: string | null }

/** Field and metric that choose the best round; `outputs` holds at least one. */
export function chooseValidation(wish: Wish, outputs: readonly Judge[], path: Path, report: Report): OpenedConfig["validation"] {
  const [first] = outputs as readonly [Judge, ...Judge[]]; // at least one, by contract
  const fallback = judged(first, first.defaultMetric);
  const { validation_field: field, validation_metric: metric } = wish;
  const complain = (key: keyof Wish, message: string, word?: string): typeof fallback => {
    report(wrong([...path, key], message, word));
    return fallback;
  };
  if (field === null && metric === null) return fallback;
  if (field === null) return byMetricAlone(metric!, outputs, complain);
  if (field === "combined") {
    if (metric === null || metric === "loss") return { field, metric: "loss", goal: "min" };
    return complain("validation_metric", words.trainer.combinedMetric(metric), "loss");
  }
  const output = outputs.find(({ name }) => name === field);
  if (!output) {
    const near = suggest(field, [...outputs.map(({ name }) => name), "combined"]);
    return complain("validation_field", words.trainer.noSuchOutput(field, near.sentence), near.word);
  }
  if (metric === null) return judged(output, output.defaultMetric);
  if (Object.hasOwn(metricsOf(output), metric)) return judged(output, metric);
  const near = suggest(metric, Object.keys(metricsOf(output)));
  return complain("validation_metric", words.trainer.noSuchMetric(field, metric, near.sentence), near.word);
}

/** A rule that waits for improvement, with the metric of the validation field that it was told to look at. */
export interface Watch {
  readonly rule: keyof OpenedConfig["watched"];
  readonly isOn: boolean;
  readonly path: Path;
  readonly metric: string;
  readonly split: Watched["split"];
}

/** What such rules look at, with the way that is better; a metric that is not there is told only where it would be looked at. */
export function chooseWatched(watches: readonly Watch[], field: string, outputs: readonly Judge[], report: Report): OpenedConfig["watched"] {
  const output = outputs.find(({ name }) => name === field);
  const known = output ? metricsOf(output) : metricsOf({ name: field, defaultMetric: "loss", metrics: {} });
  const chosen = watches.map(({ rule, isOn, path, metric, split }) => {
    const here = Object.hasOwn(known, metric);
    if (!here && isOn) {
      const near = suggest(metric, Object.keys(known));
      report(wrong(path, words.trainer.noSuchMetric(field, metric, near.sentence), near.word));
    }
    const found = here ? metric : "loss";
    return [rule, { split, field, metric: found, goal: known[found]!.goal }] as const;
  });
  return Object.fromEntries(chosen) as OpenedConfig["watched"]; // both rules are among the watches
}

type Complain = (key: keyof Wish, message: string, word?: string) => OpenedConfig["validation"];

function byMetricAlone(metric: string, outputs: readonly Judge[], complain: Complain): OpenedConfig["validation"] {
  const [only, ...more] = outputs.filter((output) => Object.hasOwn(metricsOf(output), metric));
  if (!only) {
    const near = suggest(metric, [...new Set(outputs.flatMap((output) => Object.keys(metricsOf(output))))]);
    return complain("validation_metric", words.trainer.noOutputHas(metric, near.sentence), near.word);
  }
  if (more.length === 0) return judged(only, metric);
  return complain("validation_field", words.trainer.severalHave([only, ...more].map(({ name }) => name), metric), only.name);
}

const metricsOf = (output: Judge): Readonly<Record<string, { readonly goal: "max" | "min" }>> => ({ loss: { goal: "min" }, ...output.metrics });
const judged = (output: Judge, metric: string) => ({ field: output.name, metric, goal: metricsOf(output)[metric]!.goal });
const wrong = (path: Path, message: string, word?: string): Problem =>
  error(path, message, word === undefined ? undefined : fixSet(path, word, schemaWords.write(word)));
