import type { RunningBackend } from "../acceleration/backends.ts";
import type { Load } from "../acceleration/forecast.ts";
import { buildModel, buildToMeasure, inputShapes, type BuiltModel } from "../model/build.ts";
import type { Task } from "./attempt.ts";
import { batches, inOrder } from "./batches.ts";
import type { Clock } from "./clock.ts";
import { keepFrozen } from "./kept.ts";
import { loadOf } from "./load.ts";
import { openOptimizer } from "./optimizers.ts";
import { schedule as scheduleOf, type Schedule } from "./plan.ts";
import { encodePart } from "./prepare.ts";
import { columnsOf, partialIn, resident } from "./resident.ts";
import { makeStep } from "./step.ts";

/** Milliseconds of steps that are timed, and how many there are at most. */
const TIMED = 200;
const MOST_STEPS = 50;

/** What the task asks of the device; null where its model cannot be built, which the attempt will say. */
export function loadOfTask({ opened, prepared }: Task): Load | null {
  const building = buildToMeasure(prepared.inputs, prepared.outputs, opened.combiner);
  if (!building.ok) return null;
  try {
    return loadOf(building.value, prepared.inputs, opened.trainer, prepared.training.length);
  } finally {
    building.value.model.dispose();
  }
}

/**
 * Milliseconds of one step of the task's model on the backend that runs: real steps on the first rows, taken as training takes
 * them, the one that compiles and records not counted. Null where that one alone took longer than the patience allows, or the
 * model cannot be built. Nothing stays on the device.
 */
export async function stepTime(task: Task, running: RunningBackend, clock: Clock, patience: number): Promise<number | null> {
  const { prepared, opened, request, dataset } = task;
  const kept = keepFrozen(prepared, request.seed, running.repeater, clock.breathe);
  const building = buildModel(kept.inputs, prepared.outputs, opened.combiner, request.seed);
  if (!building.ok) {
    kept.dispose();
    return null;
  }
  const built = building.value;
  const rows = prepared.training;
  const schedule = scheduleOf(opened.trainer, rows.length, inputShapes(kept.inputs, built));
  const part = await encodePart({ ...prepared, inputs: kept.inputs }, built.inputParts, dataset.table, rows.subarray(0, schedule.batchSize));
  const source = resident(part.rows, columnsOf(part));
  try {
    return await timed(task, built, source, partialIn(part), schedule, running, clock, patience);
  } finally {
    source.dispose();
    built.model.dispose();
    kept.dispose();
  }
}

async function timed(
  { prepared, opened }: Task, { model }: BuiltModel, source: ReturnType<typeof resident>, partial: readonly boolean[], { batchSize, learningRate }: Schedule,
  { repeater, health }: RunningBackend, clock: Clock, patience: number,
): Promise<number | null> {
  const optimizer = openOptimizer(opened.trainer.optimizer, opened.trainer.gradient_clipping);
  const step = makeStep({ model, outputs: prepared.outputs, source, partial, batchSize, trainer: opened.trainer, optimizer, ledger: null }, repeater);
  const order = batches(inOrder(source.rows), batchSize, 1);
  let taken = 0;
  const take = () => step.take(order.next().value, taken++, learningRate);
  const milliseconds = async (steps: number): Promise<number> => {
    const start = clock.now();
    for (let i = 1; i < steps; i++) take();
    await take().data();
    return clock.now() - start;
  };
  try {
    if ((await milliseconds(1)) > patience) return null;
    const once = await milliseconds(1);
    const steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(TIMED / once)));
    const mean = (await milliseconds(steps)) / steps;
    await health.verify();
    return mean;
  } finally {
    step.dispose();
    optimizer.dispose();
  }
}
