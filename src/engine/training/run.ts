import { words } from "../../messages/en/training.ts";
import type { RunningBackend } from "../acceleration/backends.ts";
import { DeviceFailure, deviceReason, type GivenUp } from "../acceleration/health.ts";
import { ladder } from "../acceleration/ladder.ts";
import type { Match } from "../acceleration/referee.ts";
import type { EngineHost, TrainedRun, TrainRequest } from "../api.ts";
import { openYaml } from "../config/open.ts";
import { LARGEST_PART } from "../data/encoded.ts";
import { error, failure, success, type Outcome, type Problem } from "../schema/problem.ts";
import { fingerprintOf, readAssets } from "./assets.ts";
import { attempt, type Task } from "./attempt.ts";
import type { Clock } from "./clock.ts";
import type { RunControl, TrainEvent } from "./events.ts";
import { openKeeper, type Keeper } from "./keeper.ts";
import { preparing, type Prepared } from "./prepare.ts";
import { SpillFailure } from "./streaming/stored.ts";
import { loadOfTask, stepTime } from "./trial.ts";

/** What a run asks of its surroundings. */
export interface Surroundings {
  readonly host: EngineHost;
  readonly control: RunControl;
  readonly clock: Clock;
  /** Bytes of encoded rows that are held in memory. */
  readonly memory?: number;
  /** Called when the config and the data are known to be sound, and again when the backend failed; the match says how its steps are timed. */
  backend(givenUp: GivenUp, match: Match): Promise<RunningBackend>;
}
type Run = AsyncGenerator<TrainEvent, Outcome<TrainedRun>>;

/** A run from the request to the judged bundle; leaving the loop ends it, and nothing stays on the device. */
export async function* runTraining(request: TrainRequest, surroundings: Surroundings): Run {
  const task = yield* takeUp(request, surroundings);
  if (!task.ok) return task;
  const keeper = await openKeeper(request, surroundings);
  if (!keeper.ok) return keeper;
  try {
    const outcome = yield* onSomeBackend(task.value, surroundings, keeper.value);
    await keeper.value.settled();
    yield* keeper.value.news();
    return outcome;
  } finally {
    await keeper.value.settled(); // whoever ends a run may remove its checkpoint: none may come after
  }
}

/** The request meets its data, which takes minutes where rows are many: it is told how far it is, and a stop ends it with a sentence. */
export async function* takeUp(request: TrainRequest, { host, control, clock: { breathe } }: Pick<Surroundings, "host" | "control" | "clock">): AsyncGenerator<TrainEvent, Outcome<Task>> {
  const { opened, problems } = openYaml(request.yaml);
  if (!opened) return { ok: false, problems: problems.filter(isError) };
  const files = await readAssets(opened, host, request.project);
  if (files.problems.some(isError)) return { ok: false, problems: files.problems.filter(isError) };
  const dataset = await host.table(request.dataset);
  const most = host.spills ? Infinity : LARGEST_PART;
  const prepared = yield* heard(preparing(opened, dataset.table, request.seed, request.fold, files.assets, most), control, breathe);
  if (!prepared.ok) return prepared;
  return success({ request, app: host.version, opened, dataset, data: dataset.fingerprint + fingerprintOf(opened, files.assets), prepared: prepared.value, notes: [...problems, ...files.problems] });
}

async function* heard(work: ReturnType<typeof preparing>, control: RunControl, breathe: Clock["breathe"]): AsyncGenerator<TrainEvent, Outcome<Prepared>> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (step.value) yield { type: "fitting", ...step.value };
    await breathe();
    if (control.wish === "stop") return failure(error([], words.stoppedFitting));
  }
}

const isError = ({ severity }: Problem): boolean => severity === "error";

/** Tries until a backend stays sound to the end, each time from the latest checkpoint; gives up when none is left. */
async function* onSomeBackend(task: Task, surroundings: Surroundings, keeper: Keeper): Run {
  const backends = ladder(surroundings.clock.now);
  for (;;) {
    const running = await started(task, surroundings, backends.givenUp);
    if (!running.ok) return running;
    const { health, report } = running.value;
    try {
      return yield* attempt(task, running.value, surroundings, keeper);
    } catch (cause) {
      if (cause instanceof SpillFailure) return failure(error([], cause.message));
      const reason = deviceReason(cause, health);
      if (reason === null) throw cause;
      const step = keeper.latest?.position.steps ?? 0;
      yield { type: "interrupted", reason, step, backend: report.chosen };
      if (!backends.fail(report.chosen, reason)) return failure(error([], keeper.isKept ? words.stoppedKept(reason, step) : words.stopped(reason)));
    }
  }
}

async function started(task: Task, { backend, clock }: Surroundings, givenUp: GivenUp): Promise<Outcome<RunningBackend>> {
  const match: Match = { load: () => loadOfTask(task), trial: (running, patience) => stepTime(task, running, clock, patience) };
  try {
    return success(await backend(givenUp, match));
  } catch (cause) {
    if (cause instanceof DeviceFailure) return failure(error([], words.noBackend(cause.message)));
    throw cause;
  }
}
