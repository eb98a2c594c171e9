import type { Predictions } from "../../predictions.ts";
import { shortFloat } from "../scores.ts";

type Answered = Extract<Predictions, { readonly kind: "category" }>;
type Columns = Readonly<Record<string, readonly string[]>>;

/** Classes that get a column each, as in Ludwig; of more, a file says the likeliest alone, or it would outgrow any memory. */
const MOST_CLASSES = 100;
const LIKELIEST = 10;

/** The columns of a predictions file, one text per row. */
export function categoryColumns(name: string, predictions: Predictions): Columns {
  if (predictions.kind !== "category") throw new Error(`internal: expected predictions of a category, got ${predictions.kind}`);
  const { labels, probabilities, predicted } = predictions;
  return {
    [`${name}_predictions`]: Array.from(predicted, (c) => labels[c]!),
    ...(labels.length <= MOST_CLASSES ? ofEveryClass(name, predictions) : ofTheLikeliest(name, predictions)),
    [`${name}_probability`]: Array.from(predicted, (c, row) => shortFloat(probabilities[row * labels.length + c]!)),
  };
}

function ofEveryClass(name: string, { labels, probabilities, predicted }: Answered): Columns {
  const texts = Array.from(probabilities, shortFloat);
  const rowOf = (row: number): string[] => texts.slice(row * labels.length, (row + 1) * labels.length);
  return {
    [`${name}_probabilities`]: Array.from(predicted, (_, row) => `[${rowOf(row).join(", ")}]`),
    ...Object.fromEntries(
      labels.map((label, c) => [`${name}_probabilities_${label}`, Array.from(predicted, (_, row) => texts[row * labels.length + c]!)]),
    ),
  };
}

/** Lists of the same length, the likeliest class first. */
function ofTheLikeliest(name: string, { labels, probabilities, predicted }: Answered): Columns {
  const firsts = Array.from(predicted, (_, row) => likeliest(probabilities.subarray(row * labels.length, (row + 1) * labels.length)));
  return {
    [`${name}_top_predictions`]: firsts.map((classes) => JSON.stringify(classes.map((c) => labels[c]))),
    [`${name}_top_probabilities`]: firsts.map((classes, row) => `[${classes.map((c) => shortFloat(probabilities[row * labels.length + c]!)).join(", ")}]`),
  };
}

/** The classes of the ten largest probabilities; of equals, the earlier ones. */
function likeliest(probabilities: Float32Array): readonly number[] {
  const least = probabilities.toSorted().at(-LIKELIEST)!; // there are more than ten
  const classes = Array.from(probabilities.keys()).filter((c) => probabilities[c]! >= least);
  return classes.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b).slice(0, LIKELIEST);
}
