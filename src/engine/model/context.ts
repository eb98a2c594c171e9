import type { SymbolicTensor } from "../tf.ts";
import type { PartShape } from "../data/encoded.ts";

/**
 * What a part needs while it adds its layers to the model: input tensors on demand, stable names, seeds. A part asks
 * only for the inputs it uses; the others are neither encoded nor exported.
 */
export interface BuildContext {
  /** The model input of one part of the feature being built ("ids", "mask"), [batch, ...shape]. */
  input(part: string): SymbolicTensor;
  /** A layer name that survives refactors: `<feature>/<part>`, cleaned for weight files. */
  name(part: string): string;
  /** A seed of its own for each named initializer or dropout, derived from the run's seed and the name alone. */
  seed(part: string): number;
}

/** One vector for each row: [batch, d]. */
export interface VectorEncoding { readonly kind: "vector"; readonly tensor: SymbolicTensor }
/** A vector for each step of each row: [batch, time, d], with a mask [batch, time, 1] that is 1 on steps and 0 on padding. */
export interface SequenceEncoding { readonly kind: "sequence"; readonly tensor: SymbolicTensor; readonly mask: SymbolicTensor }
/** What an encoder hands the combiner, and a combiner the decoders. */
export type Encoding = VectorEncoding | SequenceEncoding;

export type Parts = Readonly<Record<string, PartShape>>;
export type EncoderFn<Facts> = (context: BuildContext, facts: Facts) => Encoding;

/** One input as a combiner sees it. */
export interface CombinerInput { readonly name: string; readonly type: string; readonly encoding: Encoding }
export type CombinerFn = (context: BuildContext, inputs: readonly CombinerInput[]) => Encoding;

/** What a decoder makes: logits [batch, ...units], and its activations before the last projection, which dependent outputs read. */
export interface Decoded { readonly logits: SymbolicTensor; readonly hidden: Encoding }
/** A decoder says what it reads; a sequence before one of vectors is reduced as its output's `reduce_input` says. */
export type Decoder<Facts> =
  | { readonly takes: "vector"; build(context: BuildContext, hidden: VectorEncoding, facts: Facts): Decoded }
  | { readonly takes: "sequence"; build(context: BuildContext, hidden: SequenceEncoding, facts: Facts): Decoded };
