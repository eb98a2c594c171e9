import { t } from "../messages/index.ts";
import type { IconName } from "../ui/icons.ts";
import type { Step } from "../state/route.ts";
import type { StepFact } from "../state/steps.ts";

export const stepIcons: Readonly<Record<Step, IconName>> = { data: "data", model: "model", train: "train", evaluate: "evaluate", predict: "predict" };

/** The sentence for a step's fact. */
export function sayFact(fact: StepFact): string {
  const say = t.shell.fact;
  switch (fact.kind) {
    case "nothing": return say.nothing;
    case "choose_output": return say.chooseOutput;
    case "fix_first": return say.fixFirst;
    case "ready": return say.readyToTrain;
    case "after_training": return say.afterTraining;
    case "when_finished": return say.whenFinished;
    case "changed": return say.changedSince;
    case "failed": return say.failed;
    case "starting": return say.starting;
    case "stopping": return say.stopping;
    case "table": {
      const table = say.columns(say.rows(fact.rows), fact.columns);
      return fact.findings > 0 ? t.doctor.onRail(table, fact.findings) : table;
    }
    case "roles": return t.shell.inOut(fact.inputs, fact.outputs);
    case "problems": return t.shell.problems(fact.many);
    case "round": return fact.paused ? say.paused(fact.round) : say.roundOf(fact.round, fact.rounds);
    case "interrupted": return say.interrupted(fact.round);
    case "kept": return say.trained(fact.round);
    case "judged": return say.evaluated(fact.rows);
    case "can_answer": return say.canAnswer;
    default: return fact satisfies never;
  }
}
