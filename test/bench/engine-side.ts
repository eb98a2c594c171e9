import type { Repeater } from "../../src/engine/acceleration/repeat.ts";
import { openYaml } from "../../src/engine/config/open.ts";
import { cellsOf, columnNamed } from "../../src/engine/data/table.ts";
import { buildModel } from "../../src/engine/model/build.ts";
import { readWeights } from "../../src/engine/model/weights.ts";
import type { Json } from "../../src/engine/schema/json.ts";
import * as tf from "../../src/engine/tf.ts";
import { batches } from "../../src/engine/training/batches.ts";
import { adam } from "../../src/engine/training/optimizers.ts";
import { sourceOf, type EncodedRows } from "../../src/engine/training/resident.ts";
import { makeStep } from "../../src/engine/training/step.ts";
import type { Case } from "./cases.ts";
import type { Side } from "./side.ts";

/** What the other side needs to train the very same model: plain data, so that it crosses to another worker. */
export interface Twin {
  readonly topology: Json;
  readonly weights: readonly Float32Array[];
  readonly rows: EncodedRows;
  /** By output, in the model's order: its type and its weight in the combined loss. */
  readonly outputs: readonly { readonly type: string; readonly weight: number; readonly units: number }[];
  readonly batchSize: number;
  readonly learningRate: number;
}

const SEED = 1;

/** This engine on a case: its own layers, losses, optimizer and step, as `train` uses them. */
export async function engineSide({ yaml, table, batchSize }: Case, repeater: Repeater): Promise<{ side: Side; twin: Twin }> {
  const { opened, problems } = openYaml(yaml);
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  const data = table();
  const cells = (column: string) => cellsOf(columnNamed(data, column)!); // the cases name their own columns
  const inputs = opened.inputs.map((feature) => feature.fit(cells(feature.column), refuse));
  const outputs = opened.outputs.map((feature) => feature.fit(cells(feature.column), refuse));
  const built = buildModel(inputs, outputs, opened.combiner, SEED);
  if (!built.ok) throw new Error("expected a model");
  const { model, inputParts } = built.value;
  const encoded = new Map(inputs.map((feature) => [feature.name, feature.encode(cells(feature.column))]));
  const rows: EncodedRows = {
    rows: data.rows,
    inputs: inputParts.map(({ feature, part }) => encoded.get(feature)![part]!),
    targets: outputs.map((feature) => feature.target(cells(feature.column))),
  };
  const learningRate = Number(opened.trainer.learning_rate);
  const twin: Twin = {
    topology: model.toJSON(null, false), // asked not to be a text
    weights: await readWeights(model),
    rows,
    outputs: outputs.map(({ type, loss, baseline }) => ({ type, weight: loss.weight, units: baseline.length })),
    batchSize,
    learningRate,
  };
  const source = sourceOf(rows.rows, [...rows.inputs, ...rows.targets]);
  const optimizer = adam(opened.trainer.optimizer, opened.trainer.gradient_clipping);
  const step = makeStep({ model, outputs, source, batchSize, trainer: opened.trainer, optimizer, ledger: null }, repeater);
  const next = batches(data.rows, batchSize, data.rows / batchSize, SEED, false);
  let steps = 0;
  return {
    twin,
    side: {
      step() {
        return tf.clone(step.take(next.next().value, steps++, learningRate)); // the next step overwrites the step's own
      },
      dispose() {
        step.dispose();
        optimizer.dispose();
        source.dispose();
        model.dispose();
      },
    },
  };
}

const refuse = (severity: string, message: string): void => {
  if (severity === "error") throw new Error(message);
};
