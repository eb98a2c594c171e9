import type { TrainedRun } from "../../engine/api.ts";
import type { Round, TrainEvent } from "../../engine/training/events.ts";
import type { RunRecord, UnfinishedRecord } from "../../storage/index.ts";
import type { Incident, RunView } from "../screens/props.ts";
import { readFeatures } from "./features.ts";

type Asked = Pick<RunView, "id" | "name" | "yaml">;

const outputsOf = (yaml: string): RunView["outputs"] => (readFeatures(yaml)?.outputs ?? []).map(({ name, type }) => ({ name, type }));
const bestOf = (rounds: readonly Round[]): number | null => rounds.findLast(({ best }) => best)?.round ?? null;

/** A run that was asked for and has told nothing yet. */
export function startingView({ id, name, yaml }: Asked): RunView {
  return { id, name, status: "starting", yaml, plan: null, backend: null, rounds: [], progress: null, fitting: null, reading: null, notes: [], problems: [], reason: null, bestRound: null, outputs: outputsOf(yaml), keptAt: null, keepProblem: null, incidents: [] };
}

/** A run that is kept. */
export function keptView({ id, name, yaml, plan, backend, rounds, reason, model }: RunRecord): RunView {
  return { ...startingView({ id, name, yaml }), status: "finished", plan, backend, rounds, reason, bestRound: model.made.bestRound };
}

/** A run that nobody trains any more, as far as it was seen. */
export function interruptedView(record: UnfinishedRecord): RunView {
  const rounds = record.seen?.rounds ?? [];
  return { ...startingView(record), status: "interrupted", plan: record.seen?.plan ?? null, rounds, bestRound: bestOf(rounds), keptAt: record.seen?.at ?? null };
}

/** A run that goes on again: its curves stay until the engine says from where. */
export const resumingView = (view: RunView): RunView => ({ ...view, status: "starting", progress: null, fitting: null, reading: null, problems: [], reason: null });

export const finishedView = (view: RunView, { backend, rounds, reason }: TrainedRun): RunView => ({ ...view, status: "finished", backend, rounds, reason });

/** What a run looks like after an event of the engine. */
export function afterEvent(view: RunView, event: TrainEvent): RunView {
  switch (event.type) {
    case "started":
      return { ...view, status: view.status === "starting" ? "running" : view.status, plan: event.plan, backend: event.backend, notes: event.notes, rounds: [], bestRound: null, progress: null, fitting: null, reading: null, incidents: settled(view.incidents, event.backend.chosen) };
    case "fitting":
      return { ...view, fitting: event };
    case "reading":
      return { ...view, fitting: null, reading: event.done / Math.max(1, event.rows) };
    case "resumed_from":
      return { ...view, rounds: event.rounds, bestRound: bestOf(event.rounds), keptAt: event.at };
    case "progress":
      return { ...view, progress: event };
    case "round":
      return { ...view, rounds: [...view.rounds, event.round], bestRound: event.round.best ? event.round.round : view.bestRound };
    case "checkpoint":
      return event.kept ? { ...view, keptAt: event.at, keepProblem: null } : { ...view, keepProblem: event.problem };
    case "interrupted":
      return { ...view, incidents: [...view.incidents, { reason: event.reason, from: event.step, at: view.progress?.step ?? event.step, round: view.rounds.at(-1)?.round ?? 0, next: null }] };
    case "note":
      return { ...view, notes: [...view.notes, event.note] };
    case "paused":
      return view.status === "running" ? { ...view, status: "paused" } : view;
    case "resumed":
      return view.status === "paused" ? { ...view, status: "running" } : view;
    case "finished":
      return { ...view, reason: event.reason, bestRound: event.bestRound };
    default:
      return event satisfies never;
  }
}

const settled = (incidents: readonly Incident[], next: NonNullable<Incident["next"]>): readonly Incident[] => incidents.map((incident) => (incident.next === null ? { ...incident, next } : incident));
