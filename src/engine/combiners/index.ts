/** Every combiner, by the name a config uses. To add one: a file beside this one, an import and a name here. */
import type { CombinerFn } from "../model/context.ts";
import type { Family } from "../schema/choice.ts";
import { concat } from "./concat.ts";

export const combiners: Family<CombinerFn> = {
  noun: "combiner",
  choices: { concat },
  fallback: "concat",
  planned: [
    "sequence_concat",
    "sequence",
    "tabnet",
    "transformer",
    "ft_transformer",
    "tabtransformer",
    "comparator",
    "project_aggregate",
    "cross_attention",
    "gated_fusion",
    "perceiver",
    "hypernetwork",
    "tabpfn_v2",
  ],
};
