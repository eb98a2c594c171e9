import type { RunningBackend } from "../../src/engine/acceleration/backends.ts";
import { takeRows } from "../../src/engine/data/encoded.ts";
import { cellsOf, tableFrom, type Table } from "../../src/engine/data/table.ts";
import { readWeights } from "../../src/engine/model/weights.ts";
import { forward, fromArrays } from "../../src/engine/prediction/forward.ts";
import { predictRows } from "../../src/engine/prediction/predict.ts";
import * as tf from "../../src/engine/tf.ts";
import { batches } from "../../src/engine/training/batches.ts";
import { adam } from "../../src/engine/training/optimizers.ts";
import { resident } from "../../src/engine/training/resident.ts";
import { makeStep } from "../../src/engine/training/step.ts";
import type { Case } from "./cases/case.ts";
import type { Contender, Twin } from "./contender.ts";
import { engineModel } from "./engine-model.ts";

const SEED = 1;
/** As many as the rates are made for. */
const MOST_STEPS = 300;

/** This engine on a case: its own layers, losses, optimizer and step, as `train` uses them. */
export async function engineSide(one: Case, { repeater }: Pick<RunningBackend, "repeater">): Promise<{ side: Contender; twin: Twin }> {
  const { model, rows, outputs, trainer, live, table } = engineModel(one);
  const { batchSize } = one;
  const learningRate = Number(trainer.learning_rate);
  const twin: Twin = {
    name: one.name,
    topology: live ? model.toJSON(null, false) : null, // asked not to be a text
    weights: await readWeights(model),
    rows,
    outputs: outputs.map(({ type, loss, baseline }) => ({ type, weight: loss.weight, units: baseline.length })),
    batchSize,
    learningRate,
  };
  const device = resident(rows);
  const optimizer = adam(trainer.optimizer, trainer.gradient_clipping);
  const takeStep = makeStep(model, outputs, device, trainer, optimizer);
  const next = batches(rows.rows, batchSize, rows.rows / batchSize, SEED, false);
  const rates = await ratesOf(optimizer, learningRate);
  const fed = { rows: repeater.feed(batchSize), weights: repeater.feed(batchSize), rates: repeater.feed(rates[0]!.length) };
  const repeated = repeater.repeat(() => {
    const { loss, logits } = takeStep({ rows: tf.cast(fed.rows.tensor, "int32"), weights: fed.weights.tensor, rates: fed.rates.tensor });
    tf.dispose([...logits]);
    return [loss];
  });
  let steps = 0;
  const step = (): tf.Scalar => {
    const batch = next.next().value;
    fed.rows.write(Float32Array.from(batch.rows));
    fed.weights.write(batch.weights);
    fed.rates.write(rates[steps++ % MOST_STEPS]!);
    return repeated.run()[0]!;
  };
  const read = async (loss: tf.Scalar | null) => (await loss?.data<"float32">())?.[0] ?? NaN;
  return {
    twin,
    side: {
      async steps(number) {
        let own = 0;
        let last: tf.Scalar | null = null;
        for (let i = 0; i < number; i++) {
          const before = performance.now();
          last = step();
          own += performance.now() - before;
        }
        await read(last);
        return own / number;
      },
      async losses(number) {
        const seen: number[] = [];
        for (let i = 0; i < number; i++) seen.push(await read(step()));
        return seen;
      },
      async predict(many, size) {
        await forward(model, fromArrays(many, rows.inputs), size ?? 256, breathe);
      },
      async answer(row) {
        if (live) await predictRows(live, rowOf(table, row), breathe);
        else await forward(model, fromArrays(1, rows.inputs.map((part) => takeRows(part, [row]))), 1, breathe);
      },
      get commands() { return repeated.captured?.commands ?? null; },
      dispose() {
        repeated.dispose();
        for (const feed of Object.values(fed)) feed.dispose();
        optimizer.dispose();
        device.dispose();
        model.dispose();
      },
    },
  };
}

/** Nobody waits for messages here. */
const breathe = async (): Promise<void> => {};

/** A table of one row, as a form makes it. */
const rowOf = (table: Table, row: number): Table =>
  tableFrom(Object.fromEntries(table.columns.map((column) => [column.name, [cellsOf(column)[row]!]])));

async function ratesOf(optimizer: ReturnType<typeof adam>, learningRate: number): Promise<readonly Float32Array[]> {
  return Promise.all(Array.from({ length: MOST_STEPS }, async (_, i) => {
    const made = optimizer.rates(i + 1, learningRate);
    const values = (await made.data<"float32">()).slice();
    made.dispose();
    return values;
  }));
}
