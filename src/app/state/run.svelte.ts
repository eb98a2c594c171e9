import type { BackendWish } from "../../engine/acceleration/report.ts";
import type { TrainedRun } from "../../engine/api.ts";
import { error, type Problem } from "../../engine/schema/problem.ts";
import type { TrainEvent } from "../../engine/training/events.ts";
import type { RunView } from "../screens/props.ts";
import { WorkerGone } from "../workers/gone.ts";
import type { Ports } from "./ports.ts";
import { afterEvent, finishedView, resumingView, startingView } from "./run-view.ts";
import { isGoingOn } from "./steps.ts";

export interface RunRequest { readonly id: string; readonly name: string; readonly yaml: string; readonly dataset: string; readonly seed: number; readonly backend: BackendWish }

/** One run while it goes on: the events of the engine become what the screen shows. */
export class RunState {
  readonly request: RunRequest;
  readonly startedAt: number;
  readonly #ports: Ports;
  readonly #project: string;
  readonly #resumes: boolean;
  /** Told after every event, for those who follow from elsewhere. */
  readonly #heard: (event: TrainEvent, view: RunView) => void;
  #view: RunView;

  /** `before`: the run as it was when it was interrupted; then it goes on from its last checkpoint. */
  constructor(ports: Ports, project: string, request: RunRequest, startedAt: number, before: RunView | null, heard: (event: TrainEvent, view: RunView) => void) {
    this.#ports = ports;
    this.#project = project;
    this.request = request;
    this.startedAt = startedAt;
    this.#resumes = before !== null;
    this.#heard = heard;
    this.#view = $state.raw(before ? resumingView(before) : startingView(request));
  }

  get view(): RunView {
    return this.#view;
  }

  get goesOn(): boolean {
    return isGoingOn(this.#view);
  }

  /** From 0 to 1, by steps done of steps planned. */
  get share(): number {
    const { plan, progress } = this.#view;
    const steps = (plan?.stepsPerRound ?? 0) * (plan?.rounds ?? 0);
    return steps ? Math.min(1, (progress?.step ?? 0) / steps) : 0;
  }

  /**
   * Train to the end; null when it did not come to one, with `problems` saying why. What has a checkpoint is then interrupted, and
   * so is whatever ran in a worker that is gone, or was resumed; the rest has failed, and so has what only another config can mend.
   */
  async train(): Promise<TrainedRun | null> {
    const { yaml, dataset, seed, backend, id } = this.request;
    try {
      const outcome = await this.#ports.engine.train({ yaml, dataset, seed, backend, project: this.#project, run: id, resume: this.#resumes }, (event) => this.#hear(event));
      if (outcome.ok) {
        this.#view = finishedView(this.#view, outcome.value);
        return outcome.value;
      }
      const inConfig = outcome.problems.some(({ path }) => path.length > 0);
      this.#end(!inConfig && (this.#resumes || this.#view.keptAt !== null) ? "interrupted" : "failed", outcome.problems);
    } catch (cause) {
      const problem = error([], cause instanceof Error ? cause.message : String(cause));
      this.#end(cause instanceof WorkerGone || this.#resumes || this.#view.keptAt !== null ? "interrupted" : "failed", [problem]);
    }
    return null;
  }

  async pause(): Promise<void> {
    if (this.#view.status === "running") await this.#ports.engine.control("pause");
  }

  async resume(): Promise<void> {
    if (this.#view.status === "paused") await this.#ports.engine.control("run");
  }

  /** Stop and keep the best round. */
  async stop(): Promise<void> {
    if (!this.goesOn) return;
    this.#view = { ...this.#view, status: "stopping" };
    await this.#ports.engine.control("stop");
  }

  #hear(event: TrainEvent): void {
    this.#view = afterEvent(this.#view, event);
    this.#heard(event, this.#view);
  }

  #end(status: "failed" | "interrupted", problems: readonly Problem[]): void {
    this.#view = { ...this.#view, status, problems };
  }
}
