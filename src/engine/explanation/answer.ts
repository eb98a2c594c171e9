import type { Predictions } from "../predictions.ts";

/** One answer of an output to one row, as a number that rises and falls with it. */
export interface ExplainedAnswer {
  readonly label: string | null;
  /** Which logit it is read from, and which way: −1 where less of it means more of the answer; 0: a number, of which both ways count. */
  readonly unit: number;
  readonly sign: 1 | -1 | 0;
  /** One of several that a softmax shares out: it counts by how far its logit is above the mean of all. */
  readonly shared: boolean;
  /** Its probability, or the number, in row `row` of other predictions of the same output. */
  valueIn(predictions: Predictions, row: number): number;
}

/** The answer with that label, or the one that the model gives to row 0; null: the label is none of the output's, or its answers are of many steps or numbers. */
export function answerToExplain(predictions: Predictions, label?: string): ExplainedAnswer | null {
  switch (predictions.kind) {
    case "binary": {
      const index = label === undefined ? predictions.predicted[0]! : predictions.labels.indexOf(label);
      if (index < 0) return null;
      return { label: predictions.labels[index]!, unit: 0, sign: index === 1 ? 1 : -1, shared: false, valueIn: (other, row) => (other.kind === "binary" ? positive(other.probability[row]!, index) : NaN) };
    }
    case "category":
      return classOf(predictions.labels, label, predictions.predicted[0]!, true, (other, at) => (other.kind === "category" ? other.probabilities[at]! : NaN));
    case "set":
      return classOf(predictions.labels, label, largest(predictions.probabilities, predictions.labels.length), false, (other, at) => (other.kind === "set" ? other.probabilities[at]! : NaN));
    case "distribution":
      return classOf(predictions.labels, label, largest(predictions.shares, predictions.labels.length), true, (other, at) => (other.kind === "distribution" ? other.shares[at]! : NaN));
    case "number":
      return { label: null, unit: 0, sign: 0, shared: false, valueIn: (other, row) => (other.kind === "number" ? other.values[row]! : NaN) };
    case "vector":
    case "sequence":
      return null;
    default:
      return predictions satisfies never;
  }
}

const positive = (probability: number, index: number): number => (index === 1 ? probability : 1 - probability);

function classOf(labels: readonly string[], label: string | undefined, answered: number, shared: boolean, value: (other: Predictions, at: number) => number): ExplainedAnswer | null {
  const index = label === undefined ? answered : labels.indexOf(label);
  return index < 0 ? null : { label: labels[index]!, unit: index, sign: 1, shared, valueIn: (other, row) => value(other, row * labels.length + index) };
}

function largest(values: Float32Array, first: number): number {
  let best = 0;
  for (let i = 1; i < first; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
