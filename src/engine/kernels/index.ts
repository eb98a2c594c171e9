import { dropoutKernel } from "./dropout.ts";
import { registerFused, type FusedKernel } from "./fused.ts";
import { gatherRowsKernel } from "./gather-rows/index.ts";
import { rowLossKernels } from "./losses/row-loss.ts";
import { softmaxKernels } from "./losses/softmax.ts";
import { optimizerKernel } from "./optimizers/index.ts";
import { recurrenceKernels } from "./recurrent/index.ts";
import { reluGradKernel } from "./relu-grad.ts";
import { writeRowsKernel } from "./write-rows.ts";

/** Every fused kernel. */
export const FUSED: readonly FusedKernel[] = [
  dropoutKernel, gatherRowsKernel, optimizerKernel, reluGradKernel, writeRowsKernel, ...recurrenceKernels, ...rowLossKernels, ...softmaxKernels,
];

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
