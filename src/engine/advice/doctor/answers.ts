import { openYaml } from "../../config/open.ts";
import { prepareRows } from "../../data/rows.ts";
import { splitRows } from "../../data/split.ts";
import type { Table } from "../../data/table.ts";
import type { ModelBundle } from "../../model/bundle.ts";
import { inputEncoder } from "../../prediction/encode.ts";
import { forward } from "../../prediction/forward.ts";
import type { AnsweringModel } from "../../prediction/models.ts";
import type { Predictions } from "../../predictions.ts";
import { streamed } from "../../prediction/source.ts";
import { amongLooked, type Looked } from "./sample.ts";
import type { Answers } from "./subject.ts";

const BATCH = 256;
/** Rows answered at once: bounds the memory. */
const CHUNK = 4096;

/** What a model says of the rows that are looked at and that it did not learn from; nothing where it learnt from another table. */
export async function unseenAnswers(live: AnsweringModel, { yaml, made }: ModelBundle, table: Table, looked: Looked, fingerprint: string, breathe: () => Promise<void>): Promise<readonly Answers[]> {
  const { opened } = openYaml(yaml);
  if (!opened || made.dataset.fingerprint !== fingerprint) return [];
  const prepared = prepareRows(opened, table, made.plan.seed);
  const split = prepared.ok ? splitRows(opened.preprocessing.split, made.plan.seed, table, prepared.value.rows) : prepared;
  if (!split.ok) return [];
  const unseen = new Uint32Array(split.value.validation.length + split.value.test.length);
  unseen.set(split.value.validation);
  unseen.set(split.value.test, split.value.validation.length);
  const { rows, places } = amongLooked(unseen.sort(), looked);
  const encode = inputEncoder(live.inputs, live.built.inputParts, table);
  const found: Predictions[][] = live.outputs.map(() => []);
  for (let start = 0; start < rows.length; start += CHUNK) {
    const some = rows.subarray(start, start + CHUNK);
    const logits = await forward(live.passes, streamed(some.length, await encode(some)), BATCH, breathe);
    live.outputs.forEach((output, k) => found[k]!.push(output.predict(logits[k]!, some.length)));
  }
  return live.outputs.flatMap(({ name }, k) => {
    const parts = found[k]!.map(answerShares);
    const [first] = parts;
    if (!first || parts.some((part) => part === null)) return [];
    return [{ output: name, labels: first.labels, rows: places, probabilities: Float32Array.from(parts.flatMap((part) => [...part!.probabilities])) }];
  });
}

/** Probabilities of classes; null of every other kind of answer. */
export function answerShares(predictions: Predictions): Pick<Answers, "labels" | "probabilities"> | null {
  if (predictions.kind === "category") return predictions;
  if (predictions.kind !== "binary") return null;
  return { labels: predictions.labels, probabilities: Float32Array.from(Array.from(predictions.probability).flatMap((p) => [1 - p, p])) };
}
