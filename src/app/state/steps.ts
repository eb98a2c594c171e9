import type { StopReason } from "../../engine/training/events.ts";
import type { RunView } from "../screens/props.ts";
import { STEPS, type Step } from "./route.ts";

export type StepState = "empty" | "ready" | "running" | "stale" | "done";

/** What the rail shows of a step: its state, and one fact for the catalogue to say. */
export interface StepView { readonly step: Step; readonly state: StepState; readonly fact: StepFact }
export type StepFact =
  | { readonly kind: "nothing" | "choose_output" | "fix_first" | "ready" | "after_training" | "when_finished" | "changed" | "failed" | "starting" | "stopping" }
  | { readonly kind: "table"; readonly rows: number; readonly columns: number; /** Of the doctor. */ readonly findings: number }
  | { readonly kind: "roles"; readonly inputs: number; readonly outputs: number }
  | { readonly kind: "problems"; readonly many: number }
  | { readonly kind: "round"; readonly round: number; readonly rounds: number; readonly paused: boolean }
  | { readonly kind: "interrupted"; readonly round: number }
  | { readonly kind: "kept"; readonly round: number; readonly reason: StopReason | null }
  | { readonly kind: "judged"; readonly rows: number }
  | { readonly kind: "can_answer" };

/** Everything the rail depends on. */
export interface StepFacts {
  readonly rows: number | null;
  readonly columns: number;
  /** Of the doctor, that were not left as they are. */
  readonly findings: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly problems: number;
  /** The latest run of the project. */
  readonly run: RunView | null;
  /** The config has changed since that run. */
  readonly stale: boolean;
  /** Rows in the last evaluation of that run. */
  readonly judged: number;
  readonly hasModel: boolean;
}

export const stepViews = (facts: StepFacts): readonly StepView[] => STEPS.map((step) => ({ step, ...views[step](facts) }));

type View = Omit<StepView, "step">;
const view = (state: StepState, fact: StepFact): View => ({ state, fact });

const views: Readonly<Record<Step, (facts: StepFacts) => View>> = {
  data: ({ rows, columns, findings }) => (rows === null ? view("empty", { kind: "nothing" }) : view("done", { kind: "table", rows, columns, findings })),
  model: ({ inputs, outputs, problems, rows }) => {
    if (rows === null && inputs + outputs === 0) return view("empty", { kind: "nothing" });
    if (outputs === 0) return view("empty", { kind: "choose_output" });
    return problems ? view("stale", { kind: "problems", many: problems }) : view("done", { kind: "roles", inputs, outputs });
  },
  train: (facts) => trainView(facts),
  evaluate: ({ run, stale, judged }) => {
    if (isGoingOn(run)) return view(judged ? "stale" : "empty", { kind: "when_finished" });
    if (!judged) return view("empty", run?.status === "finished" ? { kind: "judged", rows: 0 } : { kind: "after_training" });
    return view(stale ? "stale" : "done", stale ? { kind: "changed" } : { kind: "judged", rows: judged });
  },
  predict: ({ hasModel }) => (hasModel ? view("done", { kind: "can_answer" }) : view("empty", { kind: "after_training" })),
};

function trainView({ run, stale, outputs, problems }: StepFacts): View {
  if (run && isGoingOn(run)) {
    if (run.status === "starting") return view("running", { kind: "starting" });
    if (run.status === "stopping") return view("running", { kind: "stopping" });
    return view("running", { kind: "round", round: run.rounds.length, rounds: run.plan?.rounds ?? 0, paused: run.status === "paused" });
  }
  if (outputs === 0) return view("empty", { kind: "choose_output" });
  if (problems) return view("stale", { kind: "fix_first" });
  if (!run) return view("ready", { kind: "ready" });
  if (run.status === "failed") return view("stale", { kind: "failed" });
  if (run.status === "interrupted") return view("stale", { kind: "interrupted", round: run.rounds.length });
  return stale ? view("stale", { kind: "changed" }) : view("done", { kind: "kept", round: run.bestRound ?? run.rounds.length, reason: run.reason });
}

/** Is somebody training it, be it paused? */
export const isGoingOn = (run: RunView | null): boolean => run !== null && !["finished", "failed", "interrupted"].includes(run.status);
