/**
 * Distils what is known of Ludwig's own schema into src/engine/config/ludwig.json: every key of every section, feature type and part, with
 * its default and what it allows. The facts were printed from Ludwig's schema classes; what those do not hold stands below.
 *
 *   node scripts/ludwig-names.mjs FACTS.json
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./prepare.mjs";

/** @typedef {{ default?: unknown, allowed?: string, internal?: true }} Fact */
/** @typedef {Record<string, Fact>} Facts */

/** The section `preprocessing`, for which no class was printed. @type {Facts} */
const dataset = {
  sample_ratio: { default: 1, allowed: "number ≥0.0" },
  sample_size: { default: null, allowed: "number/null ≥0" },
  oversample_minority: { default: null, allowed: "number/null ≥0.0" },
  undersample_majority: { default: null, allowed: "number/null ≥0.0" },
  split: { default: { type: "random" }, allowed: "object" },
  global_max_sequence_length: { default: null, allowed: "int/null ≥1" },
};
const sections = ["input_features", "output_features", "combiner", "trainer", "preprocessing", "defaults", "model_type", "preset", "hyperopt", "backend", "ludwig_version"];
/** `loss` is every type's too. */
const metrics = {
  binary: ["accuracy", "precision", "recall", "specificity", "roc_auc"],
  category: ["accuracy", "accuracy_micro", "hits_at_k", "roc_auc"],
  category_distribution: ["accuracy", "accuracy_micro", "hits_at_k", "roc_auc"],
  number: ["mean_absolute_error", "mean_squared_error", "root_mean_squared_error", "mean_absolute_percentage_error", "root_mean_squared_percentage_error", "r2"],
  set: ["jaccard"],
  vector: ["mean_absolute_error", "mean_squared_error", "mean_absolute_percentage_error", "r2"],
  sequence: ["token_accuracy", "sequence_accuracy", "perplexity", "next_token_perplexity"],
  text: ["token_accuracy", "sequence_accuracy", "perplexity", "next_token_perplexity"],
  timeseries: ["mean_absolute_error", "mean_squared_error", "root_mean_squared_error", "mean_absolute_percentage_error", "mean_absolute_scaled_error", "symmetric_mean_absolute_percentage_error", "r2"],
  image: [],
  anomaly: ["anomaly_auroc", "f1_max"],
};

const facts = JSON.parse(await readFile(/** @type {string} */ (process.argv[2]), "utf8"));
// Ludwig's class for this type takes them from category.
facts.decoders.category_distribution = { classifier: facts.decoders.category.classifier };
facts.losses.category_distribution = facts.losses.category;

/** Many types share an encoder: each block of keys is written once, and named by its place. @type {string[]} */
const blocks = [];
/** @param {Facts} keys @returns {number} */
function blockOf(keys) {
  const entries = Object.entries(keys).map(([key, { default: fallback = null, allowed = "", internal }]) => {
    const value = fallback === "<obj>" ? {} : fallback;
    return [key, internal ? [value, allowed, true] : [value, allowed]];
  });
  const text = JSON.stringify(Object.fromEntries(entries));
  if (!blocks.includes(text)) blocks.push(text);
  return blocks.indexOf(text);
}
/** @template V, W @param {Record<string, V>} record @param {(value: V, key: string) => W} change @returns {Record<string, W>} */
const each = (record, change) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
/** @param {Record<string, Facts>} parts */
const family = (parts) => each(parts, blockOf);
/** @param {(type: string) => string} name */
const preprocessing = (/** @type {readonly string[]} */ types, name) =>
  Object.fromEntries(types.filter((type) => facts.preprocessing[name(type)]).map((type) => [type, blockOf(facts.preprocessing[name(type)])]));

const inputs = Object.keys(facts.input_features);
const outputs = Object.keys(facts.output_features);
const distilled = {
  version: facts.ludwig_version,
  lists: facts.lists,
  sections,
  input: family(facts.input_features),
  output: family(facts.output_features),
  preprocessing: { input: preprocessing(inputs, (type) => type), output: preprocessing(outputs, (type) => `${type}_output`) },
  encoders: each(facts.encoders, family),
  decoders: each(facts.decoders, family),
  losses: each(facts.losses, family),
  metrics,
  combiners: family(facts.combiners),
  optimizers: family(facts.optimizers),
  splits: family(facts.splits),
  trainer: blockOf(facts.trainer),
  learning_rate_scheduler: blockOf(facts.learning_rate_scheduler),
  gradient_clipping: blockOf(facts.gradient_clipping),
  dataset: blockOf(dataset),
};
// One line per name and per block, so that a difference can be read.
const lines = Object.entries(distilled).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
const text = `{\n${lines.join(",\n")},\n  "blocks": [\n    ${blocks.join(",\n    ")}\n  ]\n}\n`;
await writeFile(join(root, "src", "engine", "config", "ludwig.json"), text);
