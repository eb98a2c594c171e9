import type { Round, TrainEvent } from "../engine/training/events.ts";
import { words } from "../messages/en/cli.ts";
import { duration, number } from "../messages/format.ts";
import { describe } from "./problems.ts";
import type { Terminal } from "./terminal.ts";

/** Tells how training goes: one line per round, written over where the terminal can, and what was decided before. */
export function progress(terminal: Terminal, quiet: boolean): (event: TrainEvent) => void {
  if (quiet) return () => {};
  let plan = { rounds: 0, field: "", metric: "", learningRate: 0 };
  let round = "";
  const show = (text: string) => terminal.err(terminal.interactive ? `\r${clip(text, terminal.columns - 1)}\x1b[K` : `${text}\n`);
  return (event) => {
    switch (event.type) {
      case "started": {
        const { rows, parameters, batchSize, learningRate, validation, rounds } = event.plan;
        plan = { rounds, learningRate, ...validation };
        for (const note of event.notes) terminal.err(`${describe(note)}\n`);
        terminal.err(`${words.train.plan(event.backend.chosen, rows, parameters, batchSize, learningRate)}\n`);
        return;
      }
      case "progress":
        if (terminal.interactive) show(words.train.live(round || words.train.firstRound, event.step, event.rowsPerSecond, duration(Math.ceil(event.secondsLeft))));
        return;
      case "round":
        round = describeRound(event.round, plan);
        show(round);
        return;
      case "finished":
        if (terminal.interactive) terminal.err("\n");
        terminal.err(`${words.train.done[event.reason](event.bestRound)}\n`);
        return;
      case "interrupted":
        terminal.err(`${words.train.interrupted(event.reason, event.step)}\n`);
        return;
      case "note":
        terminal.err(`${describe(event.note)}\n`);
        return;
      case "fitting":
        if (terminal.interactive) show(words.train.fitting(event.feature, event.done, event.of));
        return;
      case "reading":
        if (terminal.interactive) show(words.train.reading(event.done, event.rows));
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

interface Expected { readonly rounds: number; readonly field: string; readonly metric: string; readonly learningRate: number }

function describeRound({ round, training, validation, best, learningRate }: Round, { rounds, field, metric, learningRate: planned }: Expected): string {
  const held = validation[field]?.[metric];
  const parts = [
    words.train.round(round, rounds),
    words.train.trainingLoss(figure(training["combined"]?.["loss"])),
    ...(validation["combined"] ? [words.train.validationLoss(figure(validation["combined"]["loss"]))] : []),
    ...(learningRate === planned ? [] : [words.train.rate(figure(learningRate))]),
    ...(held !== undefined && !(field === "combined" && metric === "loss") ? [`${field} ${metric} ${figure(held)}`] : []),
  ];
  return `${parts.join("  ")}${best ? `  ${words.train.best}` : ""}`;
}

/** Four digits that matter. */
export const figure = (value: number | undefined): string => number(value ?? Number.NaN);
const clip = (text: string, width: number): string => (text.length > width ? `${text.slice(0, Math.max(1, width - 1))}…` : text);
