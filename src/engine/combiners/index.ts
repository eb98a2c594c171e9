/** Every combiner, by the name a config uses. To add one: a file beside this one, an import and a name here. */
import type { Family } from "../schema/choice.ts";
import type { Combiner } from "./combiner.ts";
import { comparator } from "./comparator.ts";
import { concat } from "./concat.ts";
import { ftTransformer } from "./ft-transformer.ts";
import { projectAggregate } from "./project-aggregate.ts";
import { sequenceConcat } from "./sequence-concat.ts";
import { sequence } from "./sequence.ts";
import { tabTransformer } from "./tab-transformer.ts";
import { tabnet } from "./tabnet.ts";
import { transformer } from "./transformer.ts";

export const combiners: Family<Combiner> = {
  noun: "combiner",
  choices: {
    concat,
    sequence_concat: sequenceConcat,
    sequence,
    tabnet,
    transformer,
    ft_transformer: ftTransformer,
    tabtransformer: tabTransformer,
    comparator,
    project_aggregate: projectAggregate,
  },
  fallback: "concat",
  planned: ["cross_attention", "gated_fusion", "perceiver", "hypernetwork", "tabpfn_v2"],
};
