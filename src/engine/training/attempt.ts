import { words } from "../../messages/en/training.ts";
import type { RunningBackend } from "../acceleration/backends.ts";
import type { EngineHost, TrainedRun, TrainRequest } from "../api.ts";
import type { OpenedConfig } from "../config/opened.ts";
import type { Table } from "../data/table.ts";
import { inputColumns } from "../evaluation/groups.ts";
import { scorecard } from "../evaluation/scorecard.ts";
import type { PartShape } from "../data/encoded.ts";
import type { OutputFeature } from "../features/feature.ts";
import { buildModel, inputShapes } from "../model/build.ts";
import type { Provenance, Temperatures } from "../model/bundle.ts";
import { calibrated } from "../model/restore.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../schema/problem.ts";
import { misfit, originOf } from "./checkpoint.ts";
import { encodeParts } from "./encode-parts.ts";
import type { TrainEvent, TrainingPlan } from "./events.ts";
import { bundleOf, calibrate, evaluate } from "./finish.ts";
import type { Keeper } from "./keeper.ts";
import { keepFrozen } from "./kept.ts";
import { notFrozen } from "./learner.ts";
import type { PartRows } from "./part.ts";
import { largestBatch, schedule as scheduleOf, type Schedule } from "./plan.ts";
import type { Prepared } from "./prepare.ts";
import { trivialScores } from "./scores.ts";
import { beginStoring, isTooMuch, MEMORY, type Storing } from "./streaming/storing.ts";
import { isStored } from "./streaming/stored.ts";
import { train, type Training } from "./train.ts";

/** What an attempt asks of its surroundings. */
export interface Ports extends Pick<Training, "control" | "clock"> {
  readonly host: EngineHost;
  /** Bytes of encoded rows that are held in memory; absent: `MEMORY`. */
  readonly memory?: number;
}

/** A request that has met its data: the same for every backend. */
export interface Task {
  readonly request: TrainRequest;
  readonly app: string;
  readonly opened: OpenedConfig;
  readonly dataset: Awaited<ReturnType<EngineHost["table"]>>;
  /** Names the bytes of the data set, and of the files that the config names. */
  readonly data: string;
  readonly prepared: Prepared;
  /** Beside those of what was prepared. */
  readonly notes: readonly Problem[];
}

/**
 * One backend's try at a run, from the latest checkpoint to the judged bundle. Throws when the device fails; a result is handed
 * out only after the device was found sound behind it. A cell whose file turns out unreadable is missing.
 */
export async function* attempt(
  task: Task, { report, health, repeater, fits }: RunningBackend, surroundings: Ports, keeper: Keeper,
): AsyncGenerator<TrainEvent, Outcome<TrainedRun>> {
  const { request: { yaml, seed }, opened, dataset, prepared } = task;
  const { control, clock } = surroundings;
  const kept = keepFrozen(prepared, seed, repeater, clock.breathe);
  const building = buildModel(kept.inputs, prepared.outputs, opened.combiner, seed);
  if (!building.ok) {
    kept.dispose();
    return building;
  }
  const built = building.value;
  const { model } = built;
  const learning = { ...prepared, inputs: kept.inputs };
  let storing: Storing | null = null;
  try {
    storing = await storingFor(task, inputShapes(learning.inputs, built), surroundings);
    const encoded = yield* encodeParts({ ...task, prepared: learning }, built, control, storing, clock.breathe);
    if (!encoded.ok) return encoded;
    kept.rest();
    const { parts, lost } = encoded.value;
    const used = { ...encoded.value.prepared, inputs: prepared.inputs };
    const learnt = notFrozen(model, opened.trainer.layers_to_freeze_regex);
    if (!learnt.ok) return learnt;
    const schedule = scheduleOf(opened.trainer, parts.training.rows, parts.training.inputs);
    const plan = planOf(opened, used, model.countParams() + kept.parameters, schedule, parts, seed);
    const origin = originOf(yaml, task.data, plan, model);
    const resumed = keeper.latest;
    const differs = resumed && misfit(resumed.origin, origin);
    if (differs) return failure(error([], words.notResumed(differs)));
    yield { type: "started", plan, backend: report, notes: [...task.notes, ...lost.notes(), ...used.notes, ...keeper.notes] };
    if (resumed) yield { type: "resumed_from", step: resumed.position.steps, rounds: resumed.position.rounds, at: resumed.at };

    const { rounds, bestRound, reason } = yield* train({
      model, outputs: prepared.outputs, trainer: opened.trainer, schedule, seed, learnt: learnt.value, watched: opened.watched, validation: opened.validation, parts, control, health, repeater, fits, clock,
      from: resumed?.position ?? null, keeper, origin,
    });
    if (reason === "diverged" && bestRound === 0) return failure(error(["trainer", "learning_rate"], words.diverged));
    yield { type: "finished", reason, bestRound };
    const ended = { model, parts, schedule, clock, repeater };
    const temperatures = await calibrate(ended, prepared.outputs);
    for (const missed of uncalibrated(prepared.outputs, temperatures)) yield { type: "note", note: missed };
    const evaluations = await evaluate(ended, calibrated(prepared.outputs, temperatures), used.split, inputColumns(prepared.inputs, dataset.table), seed);
    const test = evaluations.find(({ split }) => split === "test");
    const stored = await kept.whole(model, () => buildModel(prepared.inputs, prepared.outputs, opened.combiner, seed));
    if (!stored.ok) return stored;
    const bundle = bundleOf(yaml, opened, prepared, stored.value, temperatures, {
      app: task.app,
      at: new Date().toISOString(),
      dataset: { name: dataset.name, fingerprint: dataset.fingerprint, rows: dataset.table.rows, ...changesOf(dataset.table) },
      backend: report,
      plan,
      bestRound,
      ...(test && { test: scorecard(test) }),
    });
    await health.verify();
    return success({ bundle, rounds, reason, backend: report, split: used.split, evaluations });
  } finally {
    model.dispose();
    kept.dispose();
    await storing?.spill.remove();
  }
}

/** Where the rows go when memory does not hold them; null where it does, or the host has no other place. */
async function storingFor({ opened: { trainer }, prepared: { training, split }, request: { seed } }: Task, inputs: readonly PartShape[], { host: { spills }, memory = MEMORY }: Ports): Promise<Storing | null> {
  const rows = training.length + split.validation.length + split.test.length;
  if (!spills || !isTooMuch(rows, inputs, memory)) return null;
  const batch = largestBatch(trainer, scheduleOf(trainer, training.length, inputs), training.length);
  return beginStoring(spills, memory, { batch, seed: trainer.should_shuffle ? seed : null });
}

const changesOf = ({ changed }: Table): Pick<Provenance["dataset"], "changes"> =>
  (changed ? { changes: { cells: changed.cells, excluded: changed.excluded.length } } : {});

/** Outputs that wished to be calibrated, and could not be. */
const uncalibrated = (outputs: readonly OutputFeature[], temperatures: Temperatures): readonly Problem[] =>
  outputs.flatMap(({ name, wantsCalibration }, i) =>
    wantsCalibration && !Object.hasOwn(temperatures, name) ? [note(["output_features", i, "calibration"], words.notCalibrated(name))] : []);

function planOf(
  opened: OpenedConfig, { outputs, split, training, dropped }: Prepared, parameters: number, schedule: Schedule, parts: Readonly<Record<"training" | "validation", PartRows>>, seed: number,
): TrainingPlan {
  return {
    rows: { training: training.length, validation: split.validation.length, test: split.test.length },
    dropped,
    parameters,
    stepsPerRound: schedule.stepsPerRound,
    rounds: schedule.rounds,
    batchSize: schedule.batchSize,
    ...(schedule.accumulation > 1 && { accumulation: schedule.accumulation }),
    learningRate: schedule.learningRate,
    seed,
    validation: opened.validation,
    ...(isStored(parts.training) && { chunks: parts.training.stored.chunks }),
    baseline: parts.validation.rows > 0 ? trivialScores(outputs, parts.validation) : {},
  };
}
