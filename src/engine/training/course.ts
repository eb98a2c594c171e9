import type { Round } from "./events.ts";
import { learningRate } from "./learning-rate.ts";
import type { TrainerParams } from "./params.ts";
import { grown, type Schedule } from "./plan.ts";
import { growths, reductions, type Watched } from "./plateau.ts";

/** What follows from how the rounds went, and from nothing else: so that a run that is resumed goes on as if it had not been interrupted. */
export interface Course {
  /** Sizes and numbers of the steps after these rounds. */
  schedule(rounds: readonly Round[]): Schedule;
  /** The learning rate of a step, counted from 0, after these rounds. */
  rate(step: number, rounds: readonly Round[]): number;
}

/** first: the schedule at the beginning, by which the learning rate is planned; rows: to train on. */
export function courseOf(trainer: TrainerParams, first: Schedule, rows: number, watched: { readonly batch: Watched; readonly rate: Watched }): Course {
  const planned = learningRate(trainer.learning_rate_scheduler, first.learningRate, first);
  const valuesOf = (rounds: readonly Round[], { split, field, metric }: Watched): readonly number[] => rounds.map((round) => round[split][field]?.[metric] ?? NaN);
  const { increase_batch_size_on_plateau: growing, increase_batch_size_on_plateau_patience: growthPatience } = trainer;
  const { reduce_on_plateau: reducing = 0, reduce_on_plateau_patience: patience = 0, reduce_on_plateau_rate: factor = 1 } = trainer.learning_rate_scheduler ?? {};
  return {
    schedule: (rounds) => growths(valuesOf(rounds, watched.batch), watched.batch.goal, growthPatience, growing)
      .reduce((schedule, index) => grown(schedule, trainer, rows, rounds[index]!), first),
    rate: (step, rounds) => planned(step) * factor ** (reducing > 0 ? reductions(valuesOf(rounds, watched.rate), watched.rate.goal, patience, reducing) : 0),
  };
}
