import type { Repeater } from "../acceleration/repeat.ts";
import type { OutputFeature } from "../features/feature.ts";
import type { LayersModel, Scalar } from "../tf.ts";
import { batches } from "./batches.ts";
import type { Learner } from "./learner.ts";
import { ledger, type Answers, type Ledger } from "./ledger.ts";
import type { TrainerParams } from "./params.ts";
import { cycleOf, type Schedule } from "./plan.ts";
import { makeStep } from "./step.ts";
import type { RowsToLearn } from "./streaming/turning.ts";

interface LegParts {
  readonly model: LayersModel;
  readonly outputs: readonly OutputFeature[];
  readonly trainer: TrainerParams;
  readonly learning: RowsToLearn;
  /** Which outputs have targets in some rows only. */
  readonly partial: readonly boolean[];
  readonly learner: Learner;
  readonly repeater: Repeater;
}

/** What a run takes its steps with as long as its batches keep their size: the order of rows, the recorded step, its answers. */
export interface Leg {
  readonly schedule: Schedule;
  /** null where the training rows are passed through the model at each round. */
  readonly answers: Ledger | null;
  /** Takes the next step, number `taken` + 1; the loss, which the next one overwrites, and how many rows it is of. */
  take(taken: number, learningRate: number): Promise<{ readonly loss: Scalar; readonly count: number }>;
  readonly slowBecause: string | null;
  dispose(): void;
}

/** taken: steps before the first; earlier: answers of the round under way that were read before. */
export function openLeg({ model, outputs, trainer, learning, partial, learner, repeater }: LegParts, schedule: Schedule, taken: number, earlier?: Answers): Leg {
  const { batchSize, stepsPerRound, stepsPerEpoch, before } = schedule;
  const units = outputs.map(({ baseline }) => baseline.length);
  const answers = trainer.evaluate_training_set && !trainer.skip_all_evaluation ? null : ledger(units, stepsPerRound * batchSize, batchSize, repeater, earlier);
  const { source } = learning;
  const order = batches(learning.order, batchSize, stepsPerEpoch, taken - before.steps, before.epochs);
  const { learnt, balance, optimizer, accumulation } = learner;
  const step = makeStep({ model, outputs, source, partial, batchSize, trainer, optimizer, ledger: answers, learnt, balance, ...(accumulation && { accumulation }) }, repeater);
  return {
    schedule,
    answers,
    get slowBecause() { return step.why; },
    async take(done, learningRate) {
      const batch = order.next().value;
      const fetched = learning.ready(batch);
      if (fetched) await fetched;
      return { loss: step.take(batch, done, learningRate, cycleOf(schedule, done)), count: batch.count };
    },
    dispose() {
      step.dispose();
      answers?.dispose();
    },
  };
}
