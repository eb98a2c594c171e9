import { adamKernel } from "./adam.ts";
import { columnSumsKernel } from "./column-sums/index.ts";
import { depthwiseKernels } from "./convolution/depthwise.ts";
import { convolutionKernels } from "./convolution/index.ts";
import { windowKernels } from "./convolution/windows.ts";

import { dropoutKernel } from "./dropout.ts";
import { registerFused, type FusedKernel } from "./fused.ts";
import { gatherRowsKernel } from "./gather-rows/index.ts";
import { layerNormKernels } from "./layer-norm/index.ts";
import { optimizerKernel } from "./optimizers/index.ts";
import { recurrenceKernels } from "./recurrent/index.ts";
import { writeRowsKernel } from "./write-rows.ts";

/** Every fused kernel. */
export const FUSED: readonly FusedKernel[] = [
  adamKernel, gatherRowsKernel, dropoutKernel, writeRowsKernel, ...recurrenceKernels, ...layerNormKernels,
];
export const FUSED: readonly FusedKernel[] = [dropoutKernel, gatherRowsKernel, optimizerKernel, writeRowsKernel, ...recurrenceKernels];
  adamKernel, gatherRowsKernel, dropoutKernel, writeRowsKernel, ...recurrenceKernels, columnSumsKernel,
  ...windowKernels, ...convolutionKernels, ...depthwiseKernels,

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
