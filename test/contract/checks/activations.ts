import { activated, plainActivated } from "../../../src/engine/kernels/activation.ts";
import type { Check } from "./check.ts";
import { asItsTwin } from "./twins.ts";

const values = Float32Array.from({ length: 39 }, (_, i) => (i - 19) * 0.63);

export const activationChecks: readonly Check[] = (["gelu", "swish", "mish", "selu"] as const).map((name) =>
  asItsTwin(`activation ${name}`, (x) => activated(x, name), (x) => plainActivated(x, name), [{ shape: [3, 13], values }], [0]));
