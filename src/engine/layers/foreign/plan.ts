import type { Json } from "../../schema/json.ts";

/**
 * A model from elsewhere as it stands in the facts of an input: what its layers or its graph are, checked and cut down to what leads to
 * the output. What they weigh is not in it.
 */
export type ForeignPlan = LayersPlan | GraphPlan;

/** Layers one after another; each is applied to what earlier steps made. */
export interface LayersPlan {
  readonly format: "layers";
  readonly input: ForeignInput;
  readonly steps: readonly ForeignStep[];
  /** The step whose answer is the encoding. */
  readonly output: string;
}
export interface ForeignStep {
  readonly name: string;
  /** The layer; two steps may be the same layer, applied twice. */
  readonly layer: string;
  readonly className: string;
  /** As TensorFlow.js's layers read it, without initializers and what else only training from scratch asks for. */
  readonly config: { readonly [key: string]: Json };
  /** Steps, or the input by its name. */
  readonly from: readonly string[];
}

/** A frozen graph of TensorFlow: its float weights are weights of one layer, its other constants are here. */
export interface GraphPlan {
  readonly format: "graph";
  readonly input: ForeignInput;
  /** Inputs beside the one that rows come by, of its shape: 1 where that is no padding ("mask"), or zeros. */
  readonly others: readonly (Pick<ForeignInput, "name" | "dtype"> & { readonly fill: "mask" | "zeros" })[];
  /** The id that only fills a text up; null: rows are no texts. */
  readonly padding: number | null;
  /** It was made for one row at a time, as its file says; absent: for any number. */
  readonly single?: boolean;
  readonly graph: { readonly [key: string]: Json };
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly constants: readonly GraphConstant[];
  readonly output: string;
}
export interface GraphConstant { readonly name: string; readonly dtype: "int32" | "bool"; readonly shape: readonly number[]; readonly values: readonly number[] }

/** shape: without the batch; null where any size goes. */
export interface ForeignInput { readonly name: string; readonly dtype: "float32" | "int32"; readonly shape: readonly (number | null)[] }

/** More layers than any network has that a browser could run. */
export const MOST_LAYERS = 2000;
/** More nodes than any graph of such a network has. */
export const MOST_NODES = 20_000;
