import type { Round, TrainEvent } from "../engine/training/events.ts";
import { describe } from "./problems.ts";
import type { Terminal } from "./terminal.ts";

/** Tells how training goes: one line per round, written over where the terminal can, and what was decided before. */
export function progress(terminal: Terminal, quiet: boolean): (event: TrainEvent) => void {
  if (quiet) return () => {};
  let plan = { rounds: 0, field: "", metric: "" };
  let round = "";
  const show = (text: string) => terminal.err(terminal.interactive ? `\r${clip(text, terminal.columns - 1)}\x1b[K` : `${text}\n`);
  return (event) => {
    switch (event.type) {
      case "started": {
        const { rows, parameters, batchSize, learningRate, validation, rounds } = event.plan;
        plan = { rounds, ...validation };
        for (const note of event.notes) terminal.err(`${describe(note)}\n`);
        terminal.err(`Training on ${event.backend.chosen}: ${rows.training} training, ${rows.validation} validation and ${rows.test} test rows, ${parameters} parameters, batches of ${batchSize}, learning rate ${learningRate}.\n`);
        return;
      }
      case "progress":
        if (terminal.interactive) show(`${round || "round 1"}  (step ${event.step}, ${Math.round(event.rowsPerSecond)} rows/s, about ${seconds(event.secondsLeft)} left)`);
        return;
      case "round":
        round = describeRound(event.round, plan);
        show(round);
        return;
      case "finished":
        if (terminal.interactive) terminal.err("\n");
        terminal.err(`${REASONS[event.reason]} The best round is ${event.bestRound}.\n`);
        return;
      case "interrupted":
        terminal.err(`Interrupted: ${event.reason}. Going on from step ${event.step}.\n`);
        return;
      case "paused":
      case "resumed":
      case "checkpoint":
      case "resumed_from":
        return;
      default:
        event satisfies never;
    }
  };
}

const REASONS = {
  all_rounds: "All rounds are done.",
  early_stop: "It stopped early: the validation score no longer improved.",
  stopped: "It was stopped.",
  diverged: "The loss is no longer a number; training ended. A smaller learning rate usually helps.",
} as const;

function describeRound({ round, training, validation, best }: Round, { rounds, field, metric }: { rounds: number; field: string; metric: string }): string {
  const held = validation[field]?.[metric];
  const parts = [
    `round ${round}/${rounds}`,
    `training loss ${figure(training["combined"]?.["loss"])}`,
    ...(validation["combined"] ? [`validation loss ${figure(validation["combined"]["loss"])}`] : []),
    ...(held !== undefined && !(field === "combined" && metric === "loss") ? [`${field} ${metric} ${figure(held)}`] : []),
  ];
  return `${parts.join("  ")}${best ? "  best so far" : ""}`;
}

/** Four digits that matter. */
export const figure = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? "–" : String(Number(value.toPrecision(4))));
const clip = (text: string, width: number): string => (text.length > width ? `${text.slice(0, Math.max(1, width - 1))}…` : text);
const seconds = (s: number): string => (s < 90 ? `${Math.ceil(s)} s` : `${Math.ceil(s / 60)} min`);
