/** A layer of a list says for itself what its section says for all. */
import { describe, expect, it } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const own = { use_bias: false, weights_initializer: "zeros", bias_initializer: "ones", norm: "layer", norm_params: { eps: 0.001 }, activation: "tanh", dropout: 0.5 };
const lists: Readonly<Record<string, { readonly more: object; readonly open: (layer: object) => object }>> = {
  fc_layers: { more: { output_size: 3 }, open: (layer) => ({ combiner: { type: "concat", fc_layers: [layer] } }) },
  conv_layers: {
    more: { num_filters: 2, filter_size: 3, pool_function: "max", pool_size: null },
    open: (layer) => ({ input_features: [{ name: "a", type: "text", encoder: { type: "parallel_cnn", conv_layers: [layer] } }] }),
  },
};
const problemsOf = (section: object) =>
  openConfig({ input_features: [{ name: "a", type: "number" }], output_features: [{ name: "y", type: "number" }], combiner: { type: "concat" }, ...section }).problems.map(({ message }) => message);

describe.each(Object.entries(lists))("%s", (_, { more, open }) => {
  it.each(Object.entries({ ...own, ...more }))("%s is a layer's own to set", (key, value) => expect(problemsOf(open({ [key]: value }))).toEqual([]));
  it("refuses what no layer has", () => expect(problemsOf(open({ droput: 0.5 }))).toHaveLength(1));
});
