import { reduction } from "../layers/reduce.ts";
import { Type } from "../schema/params.ts";

/** Keys of every output: how it reads the model. */
export const reading = Type.Object({
  reduce_input: reduction("sum", "How a sequence from the combiner becomes a vector, where the decoder reads one; null: it may not come as a sequence."),
  dependencies: Type.Array(Type.String(), {
    default: [],
    impact: "medium",
    description: "Outputs whose last hidden state this one reads as well: they are decided first.",
  }),
  reduce_dependencies: reduction("sum", "How such a state becomes a vector, where it is a sequence and the decoder reads a vector; null: it may not be one."),
});
