import { words } from "../../../messages/en/config.ts";
import { isBlock, type Rewriter } from "../rewriter.ts";
import { knownTypes } from "../types.ts";

/** Old spellings of sections: trainer, preprocessing, defaults, the search over parameters. */
export function trainingSection(draft: Rewriter, since: string): void {
  draft.move(["training"], ["trainer"], since);
}

export function preprocessingByType(draft: Rewriter, since: string): void {
  for (const type of knownTypes) draft.move(["preprocessing", type], ["defaults", type, "preprocessing"], since);
}

export function splitKeys(draft: Rewriter, since: string): void {
  const stratify = draft.at(["preprocessing", "stratify"]);
  if (typeof stratify === "string") {
    draft.move(["preprocessing", "stratify"], ["preprocessing", "split", "column"], since);
    if (draft.at(["preprocessing", "split", "type"]) === undefined) draft.set(["preprocessing", "split", "type"], "stratify");
  } else if (stratify === null) draft.remove(["preprocessing", "stratify"], words.legacy.noStratify);
  draft.move(["preprocessing", "split_probabilities"], ["preprocessing", "split", "probabilities"], since);
  const forced = draft.at(["preprocessing", "force_split"]) === true;
  if (forced && draft.at(["preprocessing", "split", "type"]) === undefined) draft.set(["preprocessing", "split", "type"], "random");
  draft.remove(["preprocessing", "force_split"], words.legacy.forceSplit(since));
}

export function zeroEvalBatch(draft: Rewriter, since: string): void {
  if (draft.at(["trainer", "eval_batch_size"]) === 0) draft.replace(["trainer", "eval_batch_size"], null, since);
}

export function plateauMax(draft: Rewriter, since: string): void {
  draft.move(["trainer", "increase_batch_size_on_plateau_max"], ["trainer", "max_batch_size"], since);
}

export function trainerType(draft: Rewriter): void {
  draft.remove(["trainer", "type"], words.legacy.trainerType);
}

export function schedulerKeys(draft: Rewriter, since: string): void {
  const renames = {
    decay: "decay", decay_steps: "decay_steps", decay_rate: "decay_rate", staircase: "staircase",
    reduce_learning_rate_on_plateau: "reduce_on_plateau", reduce_learning_rate_on_plateau_patience: "reduce_on_plateau_patience",
    reduce_learning_rate_on_plateau_rate: "reduce_on_plateau_rate", reduce_learning_rate_eval_metric: "reduce_eval_metric",
    reduce_learning_rate_eval_split: "reduce_eval_split", learning_rate_warmup_epochs: "warmup_evaluations",
  };
  for (const [old, now] of Object.entries(renames)) draft.move(["trainer", old], ["trainer", "learning_rate_scheduler", now], since);
  const decay = draft.at(["trainer", "learning_rate_scheduler", "decay"]);
  if (typeof decay === "boolean") draft.set(["trainer", "learning_rate_scheduler", "decay"], decay ? "exponential" : null);
  const reduced = draft.at(["trainer", "learning_rate_scheduler", "reduce_on_plateau"]);
  if (typeof reduced === "boolean") draft.set(["trainer", "learning_rate_scheduler", "reduce_on_plateau"], Number(reduced));
}

export function typeInDefaults(draft: Rewriter): void {
  for (const type of knownTypes) draft.remove(["defaults", type, "type"], words.legacy.typeInDefaults);
}

export function hyperoptKeys(draft: Rewriter, since: string): void {
  const parameters = draft.at(["hyperopt", "parameters"]);
  for (const key of isBlock(parameters) ? Object.keys(parameters).filter((name) => name.startsWith("training.")) : []) {
    draft.move(["hyperopt", "parameters", key], ["hyperopt", "parameters", key.replace("training.", "trainer.")], since);
  }
  draft.move(["hyperopt", "sampler", "search_alg"], ["hyperopt", "search_alg"], since);
  for (const key of ["num_samples", "scheduler"]) draft.move(["hyperopt", "sampler", key], ["hyperopt", "executor", key], since);
  draft.move(["hyperopt", "executor", "search_alg"], ["hyperopt", "search_alg"], since);
  for (const path of [["hyperopt", "search_alg"], ["hyperopt", "executor", "scheduler"]]) {
    const name = draft.at(path);
    if (typeof name === "string") draft.replace(path, { type: name }, since);
  }
  const executor = draft.at(["hyperopt", "executor", "type"]);
  if (typeof executor === "string" && executor !== "ray") draft.replace(["hyperopt", "executor", "type"], "ray", since);
}

export function emptyHyperopt(draft: Rewriter): void {
  const hyperopt = draft.at(["hyperopt"]);
  if (isBlock(hyperopt) && Object.keys(hyperopt).length === 0) draft.remove(["hyperopt"], words.legacy.emptyHyperopt);
}
