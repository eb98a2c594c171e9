import type { Load } from "../acceleration/forecast.ts";
import { rowBytes } from "../data/encoded.ts";
import type { InputFeature } from "../features/feature.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { workOf } from "../model/work.ts";
import type { TrainerParams } from "./params.ts";
import { schedule } from "./plan.ts";

const BYTES = 4;

/** What a run asks of the device, counted from the built model: `rows` to learn from, 0 where no table is known. */
export function loadOf(built: BuiltModel, inputs: readonly InputFeature[], trainer: TrainerParams, rows: number): Load {
  const parts = inputShapes(inputs, built);
  const { batchSize, steps, stepsPerEpoch } = schedule(trainer, Math.max(rows, 1), parts);
  const bytes = parts.reduce((total, part) => total + rowBytes(part), BYTES * built.outputNames.length);
  return { ...workOf(built.model), rows, rowBytes: bytes, batchSize, epochs: Math.ceil(steps / Math.max(1, stepsPerEpoch)) };
}
