import type { Repeater } from "../../src/engine/acceleration/repeat.ts";
import { takeRows } from "../../src/engine/data/encoded.ts";
import { cellsOf, tableFrom, type Table } from "../../src/engine/data/table.ts";
import { readWeights } from "../../src/engine/model/weights.ts";
import { forward, forwardPasses } from "../../src/engine/prediction/forward.ts";
import { predictRows } from "../../src/engine/prediction/predict.ts";
import { streamed, streamReader } from "../../src/engine/prediction/source.ts";
import { batches, inOrder } from "../../src/engine/training/batches.ts";
import { ledger } from "../../src/engine/training/ledger.ts";
import { openOptimizer } from "../../src/engine/training/optimizers.ts";
import { resident } from "../../src/engine/training/resident.ts";
import { makeStep, trainable, type Step } from "../../src/engine/training/step.ts";
import type { Case } from "./cases/case.ts";
import type { Contender, Twin } from "./contender.ts";
import { engineModel, type EngineModel } from "./engine-model.ts";

/** Rows of one forward pass, as for a file. */
const PREDICTED = 256;

/** This engine on a case: its own layers, losses, optimizer, step and forward passes, as training and prediction use them. */
export async function engineSide(one: Case, repeater: Repeater): Promise<{ side: Contender; twin: Twin }> {
  const made = engineModel(one);
  const twin = await twinOf(one, made);
  const training = trainingOf(made, twin, repeater);
  const answering = answeringOf(made, repeater);
  return {
    twin,
    side: {
      async steps(number) {
        let own = 0;
        let last: ReturnType<Step["take"]> | null = null;
        for (let i = 0; i < number; i++) {
          const before = performance.now();
          last = training.take();
          own += performance.now() - before;
        }
        if (last) await repeater.read(last); // a reading waits for all that came before it
        return own / number;
      },
      async losses(number) {
        const seen: number[] = [];
        for (let i = 0; i < number; i++) seen.push((await repeater.read(training.take()))[0]!);
        return seen;
      },
      predict: answering.predict,
      answer: answering.answer,
      get commands() { return training.step.captured?.commands ?? null; },
      dispose() {
        training.dispose();
        answering.dispose();
        made.model.dispose();
      },
    },
  };
}

async function twinOf({ name, batchSize }: Case, { model, rows, outputs, trainer, live }: EngineModel): Promise<Twin> {
  return {
    name,
    topology: live ? model.toJSON(null, false) : null, // asked not to be a text
    weights: await readWeights(model),
    parameters: trainable(model).reduce((sum, { variable }) => sum + variable.size, 0),
    rows,
    outputs: outputs.map(({ type, loss, baseline }) => ({ type, weight: loss.weight, units: baseline.length })),
    batchSize,
    learningRate: Number(trainer.learning_rate),
  };
}

/** Steps on batch after batch, their answers noted for the training scores, as a session takes them. */
function trainingOf({ model, rows, outputs, trainer }: EngineModel, { batchSize, learningRate }: Twin, repeater: Repeater) {
  const source = resident(rows.rows, [...rows.inputs, ...rows.targets]);
  const optimizer = openOptimizer(trainer.optimizer, trainer.gradient_clipping);
  const answers = ledger(outputs.map(({ baseline }) => baseline.length), rows.rows, batchSize, repeater);
  const step = makeStep({ model, outputs, source, batchSize, trainer, optimizer, ledger: answers }, repeater);
  const perRound = rows.rows / batchSize;
  const next = batches(inOrder(rows.rows), batchSize, perRound);
  let taken = 0;
  return {
    step,
    take() {
      if (taken % perRound === 0) answers.clear();
      return step.take(next.next().value, taken++, learningRate);
    },
    dispose() {
      step.dispose();
      answers.dispose();
      optimizer.dispose();
      source.dispose();
    },
  };
}

/** Answers to many rows and to one, from arrays, as prediction gives them. */
function answeringOf({ model, rows: { inputs }, live, table }: EngineModel, repeater: Repeater) {
  const reader = streamReader(inputs);
  const passes = forwardPasses(model, reader, repeater);
  const rowOf = rowsOf(table);
  return {
    async predict(rows: number, batchSize: number | null): Promise<void> {
      await forward(passes, streamed(rows, inputs, reader), batchSize ?? PREDICTED, breathe);
    },
    async answer(row: number): Promise<void> {
      if (live) await predictRows({ ...live, passes }, rowOf(row), breathe);
      else await forward(passes, streamed(1, inputs.map((part) => takeRows(part, [row])), reader), 1, breathe);
    },
    dispose: () => passes.dispose(),
  };
}

/** Nobody waits for messages here. */
const breathe = async (): Promise<void> => {};

/** Tables of one row, as a form makes them; the cells are there before anything is timed, as they are in a form. */
function rowsOf(table: Table): (row: number) => Table {
  const columns = table.columns.map((column) => [column.name, cellsOf(column)] as const);
  return (row) => tableFrom(Object.fromEntries(columns.map(([name, cells]) => [name, [cells[row]!]])));
}
