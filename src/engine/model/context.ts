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

/** What an encoder hands the combiner, and a combiner the decoders. */
export type Encoding =
  | { readonly kind: "vector"; readonly tensor: SymbolicTensor } // [batch, d]
  | { readonly kind: "sequence"; readonly tensor: SymbolicTensor; readonly mask: SymbolicTensor }; // [batch, time, d], [batch, time, 1]

export type Parts = Readonly<Record<string, PartShape>>;
export type EncoderFn<Facts> = (context: BuildContext, facts: Facts) => Encoding;
export type CombinerFn = (context: BuildContext, inputs: readonly Encoding[]) => SymbolicTensor; // [batch, d]
export type DecoderFn<Facts> = (context: BuildContext, hidden: SymbolicTensor, facts: Facts) => SymbolicTensor; // [batch, logits]
