import type { RunningBackend } from "../acceleration/backends.ts";
import type { EngineHost, TrainedRun, TrainRequest } from "../api.ts";
import { openYaml } from "../config/open.ts";
import type { OpenedConfig } from "../config/opened.ts";
import type { SplitName } from "../data/split.ts";
import { evaluateSplit } from "../evaluation/evaluate.ts";
import type { SplitEvaluation } from "../evaluation/evaluation.ts";
import { scorecard } from "../evaluation/scorecard.ts";
import { buildModel, type BuiltModel } from "../model/build.ts";
import { BUNDLE_FORMAT, type ModelBundle } from "../model/bundle.ts";
import { saveModel } from "../model/save.ts";
import { forward, fromArrays } from "../prediction/forward.ts";
import { success, type Outcome } from "../schema/problem.ts";
import type { Clock } from "./clock.ts";
import type { RunControl, TrainEvent, TrainingPlan } from "./events.ts";
import { schedule as scheduleOf, type Schedule } from "./plan.ts";
import { encodePart, prepare, type Prepared } from "./prepare.ts";
import type { EncodedRows } from "./resident.ts";
import { trivialScores } from "./scores.ts";
import { train } from "./train.ts";

/** What a run asks of its surroundings. */
export interface Surroundings {
  readonly host: EngineHost;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Called when the config and the data are known to be sound. */
  backend(): Promise<RunningBackend>;
}

type Parts = Readonly<Record<SplitName, EncodedRows>>;
type Run = AsyncGenerator<TrainEvent, Outcome<TrainedRun>>;

/** A run from the request to the judged bundle; leaving the loop ends it, and nothing stays on the device. */
export async function* runTraining(request: TrainRequest, surroundings: Surroundings): Run {
  const { opened, problems } = openYaml(request.yaml);
  if (!opened) return { ok: false, problems: problems.filter(({ severity }) => severity === "error") };
  const dataset = await surroundings.host.table(request.dataset);
  const ready = prepare(opened, dataset.table, request.seed);
  if (!ready.ok) return ready;
  const prepared = ready.value;
  const running = await surroundings.backend();
  const building = buildModel(prepared.inputs, prepared.outputs, opened.combiner, request.seed);
  if (!building.ok) return building;
  const built = building.value;
  try {
    const encode = (part: SplitName) => encodePart(prepared, built.inputParts, dataset.table, prepared.split[part]);
    const parts: Parts = { training: encode("training"), validation: encode("validation"), test: encode("test") };
    const schedule = scheduleOf(opened.trainer, parts.training.rows, parts.training.inputs);
    const plan = planOf(opened, prepared, built, schedule, parts.validation, request.seed);
    yield { type: "started", plan, backend: running.report, notes: [...problems, ...prepared.notes] };
    const { trainer, validation } = opened;
    const { control, clock } = surroundings;
    const { model } = built;
    const { rounds, bestRound, reason } = yield* train({
      model, outputs: prepared.outputs, trainer, schedule, seed: request.seed, validation, parts, control, health: running.health, clock,
    });
    yield { type: "finished", reason, bestRound };
    const evaluations = await evaluate(built, prepared, parts, schedule, request.seed, clock);
    const test = evaluations.find(({ split }) => split === "test");
    const bundle = await bundleOf(request.yaml, opened, prepared, built, {
      app: surroundings.host.version,
      at: new Date().toISOString(),
      dataset: { name: dataset.name, fingerprint: dataset.fingerprint, rows: dataset.table.rows },
      backend: running.report,
      plan,
      bestRound,
      ...(test && { test: scorecard(test) }),
    });
    return success({ bundle, rounds, reason, backend: running.report, split: prepared.split, evaluations });
  } finally {
    built.model.dispose();
  }
}

function planOf(
  opened: OpenedConfig, { outputs, split, dropped }: Prepared, { model }: BuiltModel, schedule: Schedule, validation: EncodedRows, seed: number,
): TrainingPlan {
  return {
    rows: { training: split.training.length, validation: split.validation.length, test: split.test.length },
    dropped,
    parameters: model.countParams(),
    stepsPerRound: schedule.stepsPerRound,
    rounds: schedule.rounds,
    batchSize: schedule.batchSize,
    learningRate: schedule.learningRate,
    seed,
    validation: opened.validation,
    baseline: validation.rows > 0 ? trivialScores(outputs, validation) : {},
  };
}

/** Validation and test rows, each looked at once, by the weights of the best round; a part without rows is left out. */
async function evaluate(
  { model }: BuiltModel, { outputs, split: rows }: Prepared, parts: Parts, schedule: Schedule, seed: number, clock: Clock,
): Promise<readonly SplitEvaluation[]> {
  const evaluations: SplitEvaluation[] = [];
  for (const split of ["validation", "test"] as const) {
    const part = parts[split];
    if (part.rows === 0) continue;
    const logits = await forward(model, fromArrays(part.rows, part.inputs), schedule.evalBatchSize, clock.breathe);
    evaluations.push(evaluateSplit({
      split,
      outputs,
      logits: Object.fromEntries(outputs.map(({ name }, k) => [name, logits[k]!])),
      targets: Object.fromEntries(outputs.map(({ name }, k) => [name, part.targets[k]!])),
      rows: rows[split],
      seed,
    }));
  }
  return evaluations;
}

async function bundleOf(
  yaml: string, opened: OpenedConfig, { inputs, outputs }: Prepared, { model }: BuiltModel, made: ModelBundle["made"],
): Promise<ModelBundle> {
  return {
    format: BUNDLE_FORMAT,
    yaml,
    config: opened.resolved,
    facts: {
      inputs: Object.fromEntries(inputs.map(({ name, facts }) => [name, facts])),
      outputs: Object.fromEntries(outputs.map(({ name, facts }) => [name, facts])),
    },
    ...(await saveModel(model)),
    made,
  };
}
