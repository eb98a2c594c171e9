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
  columnSumsKernel,
  ...convolutionKernels,
  ...depthwiseKernels,
  dropoutKernel,
  gatherRowsKernel,
  ...layerNormKernels,
  optimizerKernel,
  ...recurrenceKernels,
  ...windowKernels,
  writeRowsKernel,
];

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
