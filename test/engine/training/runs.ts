/** Runs of the whole engine on the tiny table, with their events. */
import { expect } from "vitest";
import type { EngineApi, TrainedRun } from "../../../src/engine/api.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import type { BackendName } from "../../../src/engine/acceleration/report.ts";
import type { Outcome } from "../../../src/engine/schema/problem.ts";
import type { Round, TrainEvent } from "../../../src/engine/training/events.ts";
import { tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

export interface Asked {
  readonly trainer?: string;
  readonly epochs?: number;
  readonly split?: string;
  readonly seed?: number;
  readonly rows?: number;
  readonly backend?: BackendName;
  readonly yaml?: (yaml: string) => string;
  /** One that ran before: TensorFlow.js is one to a process, so engines beside each other would change backends under each other. */
  readonly engine?: EngineApi;
  onEvent?(event: TrainEvent, engine: EngineApi): void;
}

export async function run({ trainer, epochs = 3, split, seed = 1, rows, backend = "cpu", yaml = (text) => text, engine = createEngine(tinyHost(tinyTable(rows))), onEvent }: Asked): Promise<{ outcome: Outcome<TrainedRun>; events: readonly TrainEvent[]; engine: EngineApi }> {
  const events: TrainEvent[] = [];
  const text = yaml(tinyYaml(trainer, split).replace("epochs: 3", `epochs: ${epochs}`));
  const outcome = await engine.train({ yaml: text, dataset: "tiny", seed, backend }, (event) => {
    events.push(event);
    onEvent?.(event, engine);
  });
  return { outcome, events, engine };
}

export async function trained(asked: Asked): Promise<TrainedRun & { readonly events: readonly TrainEvent[]; readonly engine: EngineApi }> {
  const { outcome, events, engine } = await run(asked);
  if (!outcome.ok) expect.unreachable(outcome.problems.map(({ message }) => message).join("\n"));
  else return { ...outcome.value, events, engine };
  throw new Error("unreachable");
}

/** A history without what a clock decides. */
export const history = (rounds: readonly Round[]) => rounds.map(({ seconds: _, ...round }) => round);
