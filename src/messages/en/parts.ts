/** Rules of encoders, combiners and losses that go across their parameters. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

const some = (labels: readonly string[]) => labels.slice(0, 12).join(", ") + (labels.length > 12 ? " …" : "");

export const words = catalogue("parts", {
  residualWidths: (widths: readonly number[]) => `residual adds a layer's input to its output, so all layers need one width; they have ${widths.join(", ")}`,
  ngramRange: (fewest: number, most: number) => `ngram_range: the fewest tokens of a term come first, then the most; got ${count(fewest)} and ${count(most)}`,
  heads: (heads: string, got: number, width: string, of: number) => `${heads}: the heads share ${width}, which is ${of}, so that it must be a multiple of their number; got ${got}`,
  nameTooWide: (got: number, width: number) => `embed_input_feature_name: so many numbers of a token are its column's name, and hidden_size is ${width}, so that it must be less; got ${got}`,
  sharedBlocks: (shared: number, all: number) => `num_shared_blocks counts some of num_total_blocks, so that it can be ${all} at most; got ${shared}`,
  entityEmpty: (key: string, names: readonly string[]) => `${key}: list the inputs that describe this one of the two things compared; the inputs are ${some(names)}`,
  noInput: (name: string, near: string) => `there is no input '${name}'; ${near}`,
  noSequence: "this combiner joins the inputs at each step of a sequence, and no input hands one on: give the encoder of a text `reduce_output: null`",
  notSequence: (name: string) => `main_sequence_feature: '${name}' hands on one vector, no sequence: give its encoder reduce_output: null`,
  keepSteps: (name: string) => `Keep the steps of ${name}`,
  entityTwice: (name: string, key: string) => `'${name}' is in ${key} already; each input describes one of the two things`,
  entityForgets: (names: readonly string[]) => `each input describes one of the two things compared: add ${list(names.map((name) => `'${name}'`))} to entity_1 or entity_2`,
  layersTwice: (count: string, list: string) => `${count} and ${list} exclude each other; remove one`,
  nothingLeft: (part: string, key: string, left: readonly [number, number], window: readonly number[]) =>
    `before ${part} the picture is down to ${left.map(count).join(" × ")} pixels, fewer than its ${key} of ${window.map(count).join(" × ")} wants: make the pictures larger, pool less, or give \`padding: same\``,
  unevenGroups: (part: string, groups: number, channels: number, filters: number) =>
    `${part}: ${count(groups)} groups share ${counted(channels, "channel", "channels")} and ${counted(filters, "filter", "filters")}, so that both must be multiples of it; give other \`groups\` or \`out_channels\``,
  wideMargin: (part: string, margin: readonly number[], window: readonly number[]) =>
    `${part}: pool_padding can be half of pool_kernel_size at most, or windows lie beside the picture; got ${margin.map(count).join(" × ")} for ${window.map(count).join(" × ")}`,
  nothingToLend: (part: string, mode: string, wanted: number, most: number) =>
    `${part}: padding_mode ${mode} takes the pixels beyond the edge from the picture, which has ${count(most)} to lend there, and ${count(wanted)} are wanted: pad less, or give \`padding_mode: zeros\``,
  unevenPatches: (side: "height" | "width", pixels: number, size: number) =>
    `patch_size: squares of ${counted(size, "pixel", "pixels")} do not divide a ${side} of ${count(pixels)}; give the pictures ${side}: ${size * Math.max(1, Math.round(pixels / size))} in preprocessing, or another patch_size`,
  unevenPools: "parallel convolutions are joined step by step, so all must have the same strides, padding and pool_size",
  emptyClip: (min: number, max: number) => `clip: expected [min, max] with min below max, got [${min}, ${max}]`,
  taggerHeads: (heads: number, width: number) =>
    `attention_num_heads must divide attention_embedding_size: ${count(width)} cannot be shared evenly by ${counted(heads, "head", "heads")}`,
  fewerSteps: (steps: number, tags: number) =>
    `rows of the output have up to ${counted(tags, "step", "steps")}, and what it is decided from keeps ${count(steps)}: give the input and the output the same max_sequence_length, and let no layer join steps`,
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
