import { words } from "../../messages/en/parts.ts";
import type * as tf from "../tf.ts";
import { MOST_LAYERS } from "../layers/stack.ts";
import { transformerBlock } from "../layers/transformer.ts";
import type { BuildContext } from "../model/context.ts";
import { float, int, type Params, type TObject } from "../schema/params.ts";
import { error, fixSet, type Path, type Report } from "../schema/problem.ts";
import type { Projection } from "./vectors.ts";

/** Keys of the blocks of a transformer. */
export const attentionParams = {
  hidden_size: int(256, "Width of a token, which each input becomes.", { min: 1, scale: "log", impact: "high" }),
  num_layers: int(1, "How many blocks.", { min: 1, max: MOST_LAYERS, impact: "medium" }),
  num_heads: int(8, "Heads of the attention; must divide `hidden_size`.", { min: 1, impact: "low" }),
  transformer_output_size: int(256, "Width of the layer between, inside each block.", { min: 1, scale: "log", impact: "medium" }),
  dropout: float(0.1, "Share of values dropped in each block in training.", { min: 0, max: 1, impact: "medium" }),
};
type AttentionParams = Params<TObject<typeof attentionParams>>;

/** Heads share the width of a token among them. */
export function checkHeads(width: number, heads: number, keys: { readonly width: string; readonly heads: string }, path: Path, report: Report): void {
  if (width % heads === 0) return;
  const fitting = Array.from({ length: heads }, (_, i) => heads - i).find((fewer) => width % fewer === 0)!; // 1 divides all
  const at = [...path, keys.heads];
  report(error(at, words.heads(keys.heads, heads, keys.width, width), fixSet(at, fitting)));
}

export const checkAttention = ({ hidden_size, num_heads }: AttentionParams, path: Path, report: Report): void =>
  checkHeads(hidden_size, num_heads, { width: "hidden_size", heads: "num_heads" }, path, report);

/** The blocks, one after another, none of whose tokens is padding: [batch, tokens, hidden_size] → the same. */
export function attended(context: BuildContext, tokens: tf.SymbolicTensor, read: AttentionParams & Projection): tf.SymbolicTensor {
  return Array.from({ length: read.num_layers }).reduce<tf.SymbolicTensor>(
    (x, _, i) => transformerBlock(context, `block_${i}`, x, null, { ...read, norm: "after" }), tokens);
}
