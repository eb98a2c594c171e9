import type { Chart } from "../../charts.ts";
import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import { projector } from "../../decoders/projector.ts";
import { vectorLosses } from "../../losses/index.ts";
import { vectorMetrics, type VectorScored } from "../../metrics/vector.ts";
import { bool, nullYet, Type, type Params } from "../../schema/params.ts";
import type { Judged, OutputSpec } from "../feature.ts";
import { errorBars } from "../error-bars.ts";
import { vectorAnswers } from "../part-answers.ts";
import { listText, scoreAll, shortFloat, softmaxRows } from "../scores.ts";
import { readVector, vectorOf, type VectorFacts } from "./facts.ts";

const settings = Type.Object({
  softmax: bool(false, "Read the answer as shares that sum to 1; with the loss `softmax_cross_entropy`, which expects them."),
  vector_size: nullYet("Said in `preprocessing`."),
});
type Settings = Params<typeof settings>;
const units = (facts: VectorFacts): number => facts.vector_size;

export const output: OutputSpec<typeof settings, VectorFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { projector: projector(units) }, fallback: "projector" },
  losses: { noun: "loss", choices: vectorLosses, fallback: "mean_squared_error", planned: ["nt_xent"] },
  defaultMetric: "mean_squared_error",
  metrics: vectorMetrics,
  target,
  predict: (logits, rows, facts, read) => ({ kind: "vector", size: units(facts), values: answers(logits, rows, facts, read) }),
  score: (logits, truth, rows, facts, read) =>
    scoreAll<VectorScored>(vectorMetrics, { predicted: answers(logits, rows, facts, read), actual: truth.data, size: units(facts) }),
  baseline: (facts) => Float32Array.from(facts.mean),
  charts: (about) => (about.rows.length === 0 ? [] : [bars(about)]),
  each: ({ logits, target: { data }, rows, facts, settings: read }) => vectorAnswers(units(facts), rows, data, answers(logits, rows.length, facts, read)),
  statistics: () => ({}),
  columns(name, predictions) {
    if (predictions.kind !== "vector") throw new Error(`internal: expected predictions of a vector, got ${predictions.kind}`);
    const { size, values } = predictions;
    const texts = Array.from(values, shortFloat);
    return { [`${name}_predictions`]: Array.from({ length: texts.length / size }, (_, row) => listText(texts.slice(row * size, (row + 1) * size))) };
  },
};

/** [vector_size] in the column's own units; a cell of another size has no target. */
function target(cells: Cells, facts: VectorFacts): Encoded {
  const data = Float32Array.from(cells.flatMap((cell) => vectorOf(cell, facts)));
  const known = Uint8Array.from(cells, (cell) => Number(cell === null || readVector(cell, facts.vector_size) !== null));
  return { dtype: "float32", shape: [units(facts)], data, ...(known.includes(0) && { known }) };
}

const answers = (logits: Float32Array, rows: number, facts: VectorFacts, { softmax }: Settings): Float32Array =>
  softmax ? softmaxRows(logits, rows, units(facts)) : logits.slice(0, rows * units(facts));

function bars({ name, logits, target: { data }, rows, facts, settings: read }: Judged<typeof settings, VectorFacts>): Chart {
  const labels = Array.from({ length: units(facts) }, (_, i) => String(i + 1));
  return errorBars(name, "error_of_dimension", labels, { predicted: answers(logits, rows.length, facts, read), actual: data, rows });
}
