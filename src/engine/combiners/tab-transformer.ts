import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { LayerNormalization } from "../layers/layer-normalization.ts";
import { learnedVectors } from "../layers/learned-vectors.ts";
import type { BuildContext, CombinerInput } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { oneOf, Type, type Params } from "../schema/params.ts";
import { error, type Path, type Report } from "../schema/problem.ts";
import { words } from "../../messages/en/parts.ts";
import { afterParams, afterwards, checkAfter } from "./after.ts";
import { attended, attentionParams, checkAttention } from "./attention.ts";
import type { Combiner } from "./combiner.ts";
import { asTokens, joined, projected, vectorsOf } from "./vectors.ts";
import { collapsed, TOKEN_REDUCTIONS } from "./tokens.ts";

const params = Type.Object({
  ...attentionParams,
  ...afterParams,
  embed_input_feature_name: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal("add"), Type.Null()], {
    default: null,
    description: "A learned vector that tells each token's column: so many numbers of the token are it (an integer), it is added to the token (`add`), or there is none (null).",
  }),
  reduce_output: oneOf(TOKEN_REDUCTIONS, "concat", "How the tokens become one vector."),
});
type Read = Params<typeof params>;

/** Types whose value goes past the attention: a number says how much, and no other column changes what that means. */
const BYPASSING: readonly string[] = ["number", "binary"];

/**
 * Categories, texts and all else as tokens of a transformer; numbers, and yes and no, go round it through a layer norm, and both meet in one
 * vector. Huang et al., 2020.
 */
export const tabTransformer = defineChoice({
  summary: "Categories look at each other by attention, numbers go past it.",
  params,
  example: { hidden_size: 4, num_heads: 2, transformer_output_size: 3, num_fc_layers: 1, output_size: 3, embed_input_feature_name: "add" },
  check(read, path, report) {
    checkAttention(read, path, report);
    checkAfter(read, path, report);
    checkName(read, path, report);
  },
  make: (read): Combiner => ({
    combine(context, inputs) {
      const isNumber = ({ type }: CombinerInput): boolean => BYPASSING.includes(type);
      const vectors = vectorsOf(context, inputs);
      const [numbers, others] = [vectors.filter((_, i) => isNumber(inputs[i]!)), vectors.filter((_, i) => !isNumber(inputs[i]!))]; // one vector to an input
      const parts = [...(others.length > 0 ? [contextual(context, others, read)] : []), ...(numbers.length > 0 ? [normal(context, numbers)] : [])];
      return { kind: "vector", tensor: afterwards(context, joined(context, "joined", parts), read) };
    },
  }),
});

function checkName({ embed_input_feature_name: name, hidden_size }: Read, path: Path, report: Report): void {
  if (typeof name === "number" && name >= hidden_size) report(error([...path, "embed_input_feature_name"], words.nameTooWide(name, hidden_size)));
}

function contextual(context: BuildContext, vectors: readonly tf.SymbolicTensor[], read: Read): tf.SymbolicTensor {
  const { embed_input_feature_name: name, hidden_size } = read;
  const values = asTokens(context, "values", projected(context, vectors, typeof name === "number" ? hidden_size - name : hidden_size, read));
  return collapsed(context, attended(context, named(context, values, name), read), read.reduce_output);
}

function named(context: BuildContext, values: tf.SymbolicTensor, name: Read["embed_input_feature_name"]): tf.SymbolicTensor {
  if (name === null) return values;
  const names = learnedVectors(context, "names", values, values.shape[1]!, name === "add" ? widthOf(values) : name);
  return name === "add"
    ? apply(tf.layers.add({ name: context.name("named") }), [values, names])
    : apply(tf.layers.concatenate({ name: context.name("named") }), [names, values]);
}

/** Normalised together; a single number has nothing to be measured by, and would come out as 0 whatever it was. */
function normal(context: BuildContext, numbers: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  const all = joined(context, "numbers", numbers);
  return widthOf(all) === 1 ? all : apply(new LayerNormalization({ name: context.name("numbers_norm"), epsilon: 1e-5, affine: true }), all);
}
