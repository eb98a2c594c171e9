import type { BackendWish, BackendReport } from "../../engine/acceleration/report.ts";
import type { TrainedRun } from "../../engine/api.ts";
import type { Problem } from "../../engine/schema/problem.ts";
import type { Round, StopReason, TrainEvent, TrainingPlan } from "../../engine/training/events.ts";
import type { RunProgress, RunView } from "../screens/props.ts";
import { readFeatures } from "./features.ts";
import type { Ports } from "./ports.ts";

export interface RunRequest { readonly id: string; readonly name: string; readonly yaml: string; readonly dataset: string; readonly seed: number; readonly backend: BackendWish }

/** One run while it goes on: the events of the engine become what the screen shows. */
export class RunState {
  readonly request: RunRequest;
  readonly outputs: RunView["outputs"];
  readonly startedAt: number;
  readonly #ports: Ports;
  #status = $state<RunView["status"]>("starting");
  #plan = $state.raw<TrainingPlan | null>(null);
  #backend = $state.raw<BackendReport | null>(null);
  #rounds = $state.raw<readonly Round[]>([]);
  #progress = $state.raw<RunProgress | null>(null);
  #notes = $state.raw<readonly Problem[]>([]);
  #problems = $state.raw<readonly Problem[]>([]);
  #reason = $state.raw<StopReason | null>(null);
  #bestRound = $state.raw<number | null>(null);

  constructor(ports: Ports, request: RunRequest) {
    this.#ports = ports;
    this.request = request;
    this.startedAt = ports.now();
    this.outputs = (readFeatures(request.yaml)?.outputs ?? []).map(({ name, type }) => ({ name, type }));
  }

  /** Train to the end; null when it failed, with `problems` saying why. */
  async train(): Promise<TrainedRun | null> {
    const { yaml, dataset, seed, backend } = this.request;
    try {
      const outcome = await this.#ports.engine.train({ yaml, dataset, seed, backend }, (event) => this.#hear(event));
      if (outcome.ok) {
        this.#status = "finished";
        this.#backend = outcome.value.backend;
        this.#rounds = outcome.value.rounds;
        this.#reason = outcome.value.reason;
        return outcome.value;
      }
      this.#fail(outcome.problems);
    } catch (cause) {
      this.#fail([{ severity: "error", path: [], message: cause instanceof Error ? cause.message : String(cause) }]);
    }
    return null;
  }

  async pause(): Promise<void> {
    if (this.#status === "running") await this.#ports.engine.control("pause");
  }

  async resume(): Promise<void> {
    if (this.#status === "paused") await this.#ports.engine.control("run");
  }

  /** Stop and keep the best round. */
  async stop(): Promise<void> {
    if (this.#status === "finished" || this.#status === "failed") return;
    this.#status = "stopping";
    await this.#ports.engine.control("stop");
  }

  get view(): RunView {
    return {
      id: this.request.id,
      name: this.request.name,
      status: this.#status,
      yaml: this.request.yaml,
      plan: this.#plan,
      backend: this.#backend,
      rounds: this.#rounds,
      progress: this.#progress,
      notes: this.#notes,
      problems: this.#problems,
      reason: this.#reason,
      bestRound: this.#bestRound,
      outputs: this.outputs,
    };
  }

  /** From 0 to 1, by steps done of steps planned. */
  get share(): number {
    const steps = (this.#plan?.stepsPerRound ?? 0) * (this.#plan?.rounds ?? 0);
    return steps ? Math.min(1, (this.#progress?.step ?? 0) / steps) : 0;
  }

  #hear(event: TrainEvent): void {
    switch (event.type) {
      case "started":
        this.#plan = event.plan;
        this.#backend = event.backend;
        this.#notes = event.notes;
        this.#rounds = [];
        if (this.#status === "starting") this.#status = "running";
        return;
      case "resumed_from":
        this.#rounds = event.rounds;
        this.#bestRound = event.rounds.findLast(({ best }) => best)?.round ?? null;
        return;
      case "checkpoint":
      case "interrupted":
        return;
      case "progress":
        this.#progress = event;
        return;
      case "round":
        this.#rounds = [...this.#rounds, event.round];
        if (event.round.best) this.#bestRound = event.round.round;
        return;
      case "paused":
        if (this.#status === "running") this.#status = "paused";
        return;
      case "resumed":
        if (this.#status === "paused") this.#status = "running";
        return;
      case "finished":
        this.#reason = event.reason;
        this.#bestRound = event.bestRound;
        return;
      default:
        event satisfies never;
    }
  }

  #fail(problems: readonly Problem[]): void {
    this.#status = "failed";
    this.#problems = problems;
  }
}
