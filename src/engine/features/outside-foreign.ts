import { words } from "../../messages/en/assets.ts";
import type { Assets, Begins, Foreign } from "../data/assets.ts";
import type { Resting } from "../data/rests.ts";
import { marks, tokenMask, type TokenFacts } from "../encoders/tokens.ts";
import { apply } from "../layers/apply.ts";
import { foreignLayers } from "../layers/foreign/build.ts";
import { bringGraphs } from "../layers/foreign/frozen-graph.ts";
import type { ForeignPlan } from "../layers/foreign/plan.ts";
import { Unbuildable } from "../layers/budget.ts";
import { sequenceOf } from "../layers/marks.ts";
import { reduce } from "../layers/reduce.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice, openChoice, type Choice, type Family } from "../schema/choice.ts";
import { asset, bool, float, oneOf, orNull, text, Type } from "../schema/params.ts";
import { error, fixRemove, fixSet, note, type Path, type Problem } from "../schema/problem.ts";
import * as tf from "../tf.ts";
import type { ChosenEncoder } from "./feature.ts";
import type { Outside } from "./outside.ts";
import { planIn } from "./outside-facts.ts";

/** What a config calls an encoder from a model of TensorFlow.js. */
export const FOREIGN = "tfjs_model";
/** The types whose cells such a model can read. */
const TAKES: Readonly<Record<string, Foreign["takes"]>> = { image: "pictures", text: "tokens", sequence: "tokens" };
export const takesForeign = (type: string): boolean => Object.hasOwn(TAKES, type);

const SCALINGS = ["zero_to_one", "minus_one_to_one", "zero_to_255", "mean_std"] as const;
type Scaling = { readonly scaling: (typeof SCALINGS)[number]; readonly mean: readonly number[]; readonly std: readonly number[] };

const EXAMPLE = { model: "assets/model.zip", trainable: true };

const shared = {
  model: asset("The zip of the model: model.json and the files of its weights.", { impact: "high" }),
  output: orNull(text("", ""), null, "The layer, or the node of a graph, whose answer is taken; null is what the model ends with. Before its last dense layer, a classifier has features."),
  trainable: bool(false, "Learn on from the model's weights; otherwise they stay as they are, as those of a graph model always do.", { impact: "high" }),
};
const pixels = {
  scaling: oneOf(SCALINGS, "zero_to_one", "The range in which the model wants its pixels; `mean_std` subtracts `mean` from 0 to 1 and divides by `std`.", { impact: "high" }),
  mean: Type.Array(float(0, ""), { default: [0.485, 0.456, 0.406], description: "Of `mean_std`: what is subtracted of each channel, from 0 to 1." }),
  std: Type.Array(float(1, ""), { default: [0.229, 0.224, 0.225], description: "Of `mean_std`: what each channel is divided by, from 0 to 1." }),
};

/** A model of TensorFlow.js that reads what the type's cells hold, as an encoder: [batch, d]. */
export function foreignEncoder<Facts>(type: string, family: Family<EncoderFn<Facts>>): Choice<EncoderFn<Facts>> {
  /** Without a file, the family's default stands for it. */
  const made = (encode: (context: BuildContext, plan: ForeignPlan, facts: Facts) => tf.SymbolicTensor): EncoderFn<Facts> => (context, facts) => {
    const plan = planIn(facts);
    return plan ? { kind: "vector", tensor: encode(context, plan, facts) } : openChoice(family, undefined, [], () => {}).made(context, facts);
  };
  if (TAKES[type] === "pictures") {
    return defineChoice({
      summary: "A model of TensorFlow.js from elsewhere that reads pictures: its layers with what they learnt, or a frozen graph.",
      params: Type.Object({ ...shared, ...pixels }),
      example: EXAMPLE,
      make: (read) => made((context, plan) => pooled(context, foreignLayers(context, plan, scaled(context, read)))),
    });
  }
  return defineChoice({
    summary: "A model of TensorFlow.js from elsewhere that reads token ids: its layers with what they learnt, or a frozen graph.",
    params: Type.Object(shared),
    example: EXAMPLE,
    make: () => made((context, plan, facts) => {
      const tokens = facts as unknown as TokenFacts; // of texts and sequences
      return summed(context, foreignLayers(context, plan, context.input("ids")), tokens);
    }),
  });
}

/** Part `pixels` in the range that a model was trained with. */
function scaled(context: BuildContext, { scaling, mean, std }: Scaling): tf.SymbolicTensor {
  const bytes = context.input("pixels");
  const by = (scale: number | number[], offset: number | number[]): tf.SymbolicTensor =>
    apply(tf.layers.rescaling({ name: context.name("scaled"), scale: scale as number, offset: offset as number }), bytes); // Keras takes a list for the last axis, which TensorFlow.js's own type does not say
  switch (scaling) {
    case "zero_to_255": return bytes;
    case "zero_to_one": return by(1 / 255, 0);
    case "minus_one_to_one": return by(1 / 127.5, -1);
    case "mean_std": return by(std.map((deviation) => 1 / (255 * deviation)), mean.map((value, k) => -value / std[k]!));
    default: return scaling satisfies never;
  }
}

/** A map of features becomes their mean over the picture. */
function pooled(context: BuildContext, tensor: tf.SymbolicTensor): tf.SymbolicTensor {
  const rank = tensor.shape.length;
  if (rank === 4) return apply(tf.layers.globalAveragePooling2d({ name: context.name("pooled") }), tensor);
  return rank === 3 ? apply(tf.layers.globalAveragePooling1d({ name: context.name("pooled") }), tensor) : vector(tensor);
}

/** A vector for each token becomes their mean, padding left out. */
function summed(context: BuildContext, tensor: tf.SymbolicTensor, facts: TokenFacts): tf.SymbolicTensor {
  if (tensor.shape.length !== 3) return vector(tensor);
  if (tensor.shape[1] !== context.input("ids").shape[1]) return pooled(context, tensor); // steps that are no tokens
  return reduce(context, "pooled", sequenceOf(context, "tokens", { tensor, mask: () => tokenMask(context, facts) }), "mean");
}

function vector(tensor: tf.SymbolicTensor): tf.SymbolicTensor {
  if (tensor.shape.length !== 2) throw new Unbuildable(words.foreign.shape([2, ...tensor.shape.slice(1).map(Number)], 2));
  return tensor;
}

interface Given { readonly height?: unknown; readonly width?: unknown; readonly num_channels?: unknown; readonly sequence_length?: unknown; readonly tokenizer?: unknown; readonly standardize_image?: unknown }

/** preprocessing: what the config says of the cells, which must agree with the model. */
export function foreignFrom(type: string, encoder: ChosenEncoder, preprocessing: object): Outside | null {
  const { model, output } = encoder;
  if (encoder.type !== FOREIGN) return null;
  const named = typeof model === "string" ? model : null;
  const wanted = typeof output === "string" ? output : null;
  return {
    frozen: encoder["trainable"] !== true,
    replaces: false,
    async problems(assets, path) {
      if (named === null) return [error([...path, "model"], words.foreign.noFile)];
      if (!assets.bytes(named)) return []; // whoever reads files has said so
      const found = assets.foreign(named);
      const wrong = (key: string, why: string): readonly Problem[] => [error([...path, key], words.about(key, named, why))];
      if (!found.ok) return wrong("model", found.problems.map(({ message }) => message).join("; "));
      if (found.value.takes !== TAKES[type]) return wrong("model", words.foreign.otherKind(found.value.takes, type));
      if (found.value.format === "graph" && encoder["trainable"] === true) return wrong("trainable", words.foreign.frozen);
      if (found.value.format === "graph") await bringGraphs();
      const taken = found.value.take({ output: wanted, padding: 0 });
      if (!taken.ok) return wrong("output", taken.problems.map(({ message }) => message).join("; "));
      return misfits(found.value, encoder, preprocessing, path);
    },
    *take<Facts>(own: () => Resting<Facts>, assets: Assets, complain: Parameters<Outside["take"]>[2]) {
      const facts = yield* own();
      const found = named === null ? null : assets.foreign(named);
      if (!found?.ok || found.value.takes !== TAKES[type]) return { facts, begins: null };
      const fitted = { ...facts, ...sizesOf(found.value, facts) };
      const tokens = found.value.takes === "tokens" ? fitted as unknown as TokenFacts : null; // of texts and sequences
      const { ids } = found.value;
      if (tokens && ids !== null && tokens.vocab_size > ids) complain("error", words.foreign.vocabulary(tokens.vocab_size, ids));
      const taken = found.value.take({ output: wanted, padding: tokens?.padding_id ?? null });
      if (!taken.ok) return { facts: fitted, begins: null };
      const { plan, weights } = taken.value;
      const begins: Begins = { weights: new Map([...weights, ...(tokens ? [["mask/embeddings", marks(tokens)] as const] : [])]), whole: true };
      return { facts: { ...fitted, outside: { foreign: plan } } as Facts, begins };
    },
  };
}

/** Pictures and texts are brought to the sizes of the model, where it has some. */
function sizesOf({ takes, shape }: Foreign, facts: unknown): object {
  const { height: ownHeight, width: ownWidth } = facts as { readonly height?: number; readonly width?: number };
  if (takes === "tokens") return shape[0] === null ? {} : { max_sequence_length: shape[0] };
  const [height, width, channels] = shape;
  return { height: height ?? ownHeight, width: width ?? ownWidth, num_channels: channels };
}

function misfits({ takes, shape, whole }: Foreign, encoder: ChosenEncoder, given: Given, path: Path): readonly Problem[] {
  const at = (key: string): Path => [...path.slice(0, -1), "preprocessing", key];
  const other = (key: keyof Given, size: number | null | undefined): boolean => typeof given[key] === "number" && typeof size === "number" && given[key] !== size;
  const problems: Problem[] = [];
  if (takes === "tokens") {
    const [time] = shape;
    if (other("sequence_length", time)) problems.push(error(at("sequence_length"), words.foreign.textLength(time!), fixRemove(at("sequence_length"))));
    if (given.tokenizer !== "bert" && given.tokenizer !== "hf_tokenizer") problems.push(error(at("tokenizer"), words.foreign.tokenizer));
    return problems;
  }
  const [height = null, width = null, channels] = shape;
  for (const [key, size] of [["height", height], ["width", width], ["num_channels", channels]] as const) {
    if (other(key, size)) problems.push(error(at(key), words.foreign.pictureSize(height, width, channels!), fixRemove(at(key))));
  }
  if (given.standardize_image) problems.push(note(at("standardize_image"), words.foreign.standardize, fixRemove(at("standardize_image"))));
  const { scaling, mean, std } = encoder as unknown as Scaling; // its parameters are read
  if (whole && scaling !== "zero_to_255") problems.push(error([...path, "scaling"], words.foreign.whole(scaling), fixSet([...path, "scaling"], "zero_to_255")));
  const isUneven = mean.length !== channels || std.length !== channels || std.some((deviation) => deviation <= 0);
  if (scaling === "mean_std" && isUneven) problems.push(error([...path, "scaling"], words.foreign.meanStd(channels!, mean.length, std.length)));
  return problems;
}
