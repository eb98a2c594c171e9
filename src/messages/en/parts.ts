/** Rules of encoders, combiners and losses that go across their parameters. */
import { catalogue } from "../catalogue.ts";
import { count, list } from "../format.ts";

const some = (labels: readonly string[]) => labels.slice(0, 12).join(", ") + (labels.length > 12 ? " …" : "");

export const words = catalogue("parts", {
  residualWidths: (widths: readonly number[]) => `residual adds a layer's input to its output, so all layers need one width; they have ${widths.join(", ")}`,
  convolutionsTwice: "num_conv_layers and conv_layers exclude each other; remove one",
  unevenPools: "parallel convolutions are joined step by step, so all must have the same pool_size",
  strangeClasses: (strangers: readonly string[], labels: readonly string[]) =>
    `class_weights names ${strangers.map((label) => `'${label}'`).join(", ")}, which the training rows do not have; the classes are: ${some(labels)}`,
  classWeights: (labels: readonly string[], got: number) => `class_weights: expected a list of ${count(labels.length)}, one per class (${some(labels)}), got ${count(got)}`,
  background: (given: string | number, labels: readonly string[]) =>
    `background_class: expected one of the classes (${some(labels)}) or its place, from 0 to ${count(labels.length - 1)}, got ${typeof given === "string" ? `'${given}'` : count(given)}`,
  alphabet: (labels: readonly string[]) => `corn needs to know which class is beyond which, and read them by the alphabet: ${some(labels)}; name them from the lowest to the highest in its key order`,
  order: (labels: readonly string[], got: readonly string[]) => `order: expected every class of the training rows once, from the lowest to the highest (${some(labels)}), got ${some(got)}`,
  similarities: (classes: number, rows: number, widths: readonly number[]) =>
    `class_similarities: expected ${count(classes)} rows of ${count(classes)} numbers, one per class, got ${count(rows)} rows of ${list(widths.map(count))}`,
});
