import type { ConfiguredInput, ConfiguredOutput, FeatureConfig } from "../features/feature.ts";
import type { CombinerFn } from "../model/context.ts";
import type { Json } from "../schema/json.ts";
import type { Path, Problem } from "../schema/problem.ts";
import type { TrainerParams } from "../training/params.ts";
import type { Watched } from "../training/plateau.ts";
import type { BalanceParams } from "../data/balance.ts";
import type { SplitParams } from "../data/split.ts";

/** A config as the YAML says it: what Ludwig's `--config` file holds. Unknown sections are reported, never dropped in silence. */
export interface Config {
  readonly input_features: readonly FeatureConfig[];
  readonly output_features: readonly FeatureConfig[];
  readonly [section: string]: unknown;
}

/** A config that was read: every part closed over its parameters, nothing yet known of the data. */
export interface OpenedConfig {
  readonly inputs: readonly ConfiguredInput[];
  readonly outputs: readonly ConfiguredOutput[];
  /** Where in the config each of them was written; features with `active: false` are skipped. */
  readonly places: { readonly inputs: readonly Path[]; readonly outputs: readonly Path[] };
  readonly combiner: CombinerFn;
  readonly trainer: TrainerParams;
  readonly preprocessing: {
    readonly sampleRatio: number;
    readonly sampleSize: number | null;
    /** Of the training rows. */
    readonly balance: BalanceParams;
    readonly split: SplitParams;
  };
  /** Field and metric that choose the best round. */
  readonly validation: { readonly field: string; readonly metric: string; readonly goal: "max" | "min" };
  /** What the rules look at that grow the batch or reduce the learning rate when nothing gets better. */
  readonly watched: { readonly batch: Watched; readonly rate: Watched };
  /** The config with every default filled in: stored with the run. */
  readonly resolved: { readonly [key: string]: Json };
}

/** Opening never throws: all problems at once; `opened` is there when none of them is an error. */
export interface Opening {
  readonly opened: OpenedConfig | null;
  readonly problems: readonly Problem[];
}
