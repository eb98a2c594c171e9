import { lookUp, plainLookUp } from "../../../src/engine/kernels/embedding/index.ts";
import type * as tf from "../../../src/engine/tf.ts";
import type { Check } from "./check.ts";
import { asItsTwin } from "./twins.ts";

/** Tables and batches: tiny, wider than a workgroup, longer than what it looks through at once, far more ids than positions. */
const cases = [
  { vocabulary: 3, d: 1, ids: [5] },
  { vocabulary: 11, d: 6, ids: [4, 7] },
  { vocabulary: 5, d: 130, ids: [9, 1] },
  { vocabulary: 3, d: 130, ids: [1100] },
  { vocabulary: 40, d: 3, ids: [30, 50] },
  { vocabulary: 5000, d: 5, ids: [70, 2] },
];

export const embeddingChecks: readonly Check[] = cases.map(({ vocabulary, d, ids }) => {
  const count = ids.reduce((a, b) => a * b, 1);
  // Some ids many times, most ids never.
  const values = Int32Array.from({ length: count }, (_, i) => (i % 3 === 0 ? vocabulary - 1 : (i * i * 7) % vocabulary));
  const [fused, plain] = [lookUp, plainLookUp].map((op) => (table: tf.Tensor, of: tf.Tensor) => op(table as tf.Tensor2D, of)) as [Twin, Twin];
  return asItsTwin(`lookup in [${vocabulary}, ${d}] by ids of [${ids.join()}]`, fused, plain, [{ shape: [vocabulary, d] }, { shape: ids, values, dtype: "int32" }], [0]);
});
type Twin = (...operands: tf.Tensor[]) => tf.Tensor;
