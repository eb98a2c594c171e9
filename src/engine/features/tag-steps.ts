import type { Encoded } from "../data/encoded.ts";
import type { Cells } from "../data/table.ts";
import { indexOfWords } from "../data/vocabulary.ts";
import type { TagSteps } from "../decoders/tagger.ts";
import { FAR_BELOW } from "../layers/marks.ts";
import type { TagPredictions } from "../predictions.ts";
import { idsOf, SPECIAL_TOKENS, textTokens, type SequenceFacts } from "./token-facts.ts";

/** A target of a step: no tag belongs there, or one that the training rows did not have. Neither is learnt from. */
export const NO_TAG = -2;
const UNSEEN_TAG = -1;

const known = new WeakMap<SequenceFacts, readonly string[]>();

/** What can be predicted: the vocabulary without its special symbols. */
export function tagsOf(facts: SequenceFacts): readonly string[] {
  const tags = known.get(facts) ?? facts.idx2str.slice(SPECIAL_TOKENS);
  known.set(facts, tags);
  return tags;
}

export const tagSteps = (facts: SequenceFacts): TagSteps => ({ tags: tagsOf(facts), steps: facts.max_sequence_length, padding: facts.padding });

/**
 * [steps] of each row: the index of a tag where a token of the input stands, which is between start and stop symbol. A row that is
 * cut has as many tags as one that just fits.
 */
export function tagTargets(cells: Cells, facts: SequenceFacts): Encoded {
  const { max_sequence_length: steps } = facts;
  const data = new Int32Array(cells.length * steps).fill(NO_TAG);
  cells.forEach((cell, row) => {
    const ids = idsOf(cell, facts);
    const start = row * steps + (facts.padding === "left" ? steps - ids.length : 0);
    for (let i = 1; i < ids.length - 1; i++) data[start + i] = Math.max(UNSEEN_TAG, ids[i]! - SPECIAL_TOKENS);
  });
  return { dtype: "int32", shape: [steps], data };
}

/** The tags of a cell that the training rows did not have, each once. */
export function unseenTags(cell: string, facts: SequenceFacts): readonly string[] {
  const places = indexOfWords(facts.idx2str);
  return [...new Set(textTokens(cell, facts))].filter((tag) => (places.get(tag) ?? 0) < SPECIAL_TOKENS);
}

/** By any logit of a step: at padding all are far below. */
export const isThere = (logit: number | undefined): boolean => logit !== undefined && logit > FAR_BELOW / 2;

/** logits: [rows, steps, tags]; a step is padding where they are far below all others. The first and the last of a row stand for no token. */
export function predictTags(logits: Float32Array, rows: number, facts: SequenceFacts): TagPredictions {
  const labels = tagsOf(facts);
  const { max_sequence_length: steps } = facts;
  const starts = new Uint32Array(rows + 1);
  const predicted: number[] = [];
  const probabilities: number[] = [];
  const isStep = (at: number): boolean => isThere(logits[at * labels.length]);
  for (let row = 0; row < rows; row++) {
    let [first, end] = [row * steps, (row + 1) * steps];
    while (first < end && !isStep(first)) first++;
    while (first < end && !isStep(end - 1)) end--;
    for (let at = first + 1; at < end - 1; at++) {
      const { best, probability } = likeliest(logits.subarray(at * labels.length, (at + 1) * labels.length));
      predicted.push(best);
      probabilities.push(probability);
    }
    starts[row + 1] = predicted.length;
  }
  return { kind: "sequence", labels, starts, predicted: Int32Array.from(predicted), probabilities: Float32Array.from(probabilities) };
}

/** The largest of some logits, the first of equals, and its share of their softmax. */
export function likeliest(logits: Float32Array): { readonly best: number; readonly probability: number } {
  let best = 0;
  for (let c = 1; c < logits.length; c++) if (logits[c]! > logits[best]!) best = c;
  return { best, probability: 1 / logits.reduce((sum, z) => sum + Math.exp(z - logits[best]!), 0) };
}
