import { expect, test } from "vitest";
import { features } from "../../../src/engine/features/index.ts";
import { buildEncoder } from "../../../src/engine/model/build.ts";
import { strict } from "../../contract/checks/cases.ts";

/** What a layer of convolutions over pictures of 4 × 6 pixels in colour is refused with. */
function refusal(layer: object): string {
  const input = features.image.openInput(
    { name: "picture", type: "image", preprocessing: { height: 4, width: 6, num_channels: 3 }, encoder: { type: "stacked_cnn", conv_layers: [layer] } }, [], strict("picture"),
  ).fit([null], () => {});
  const built = buildEncoder(input, 1);
  return built.ok ? "" : built.problems.map(({ message }) => message).join("; ");
}

test.each([
  [{ padding: 4, padding_mode: "reflect" }, "padding_mode reflect takes the pixels beyond the edge from the picture, which has 3 to lend there, and 4 are wanted"],
  [{ padding: 5, padding_mode: "circular" }, "which has 4 to lend there, and 5 are wanted"],
  [{ groups: 2 }, "2 groups share 3 channels and 32 filters, so that both must be multiples of it"],
  [{ groups: 3, out_channels: 4 }, "3 groups share 3 channels and 4 filters"],
  [{ pool_padding: [1, 2] }, "pool_padding can be half of pool_kernel_size at most, or windows lie beside the picture; got 1 × 2 for 2 × 2"],
  [{ kernel_size: 5 }, "the picture is down to 4 × 6 pixels, fewer than its kernel_size of 5 × 5 wants"],
])("%o is refused with its reason", (layer, why) => {
  expect(refusal(layer)).toContain(why);
});

test.each([
  { padding: 3, padding_mode: "reflect" }, { padding: 4, padding_mode: "circular" }, { padding: 9, padding_mode: "replicate" },
  { groups: 3, out_channels: 6 }, { padding: "same", padding_mode: "replicate", kernel_size: 5 }, { pool_padding: 1, pool_function: "mean" },
])("%o is built", (layer) => {
  expect(refusal(layer)).toBe("");
});
