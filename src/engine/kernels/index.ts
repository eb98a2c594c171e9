import { affineKernel } from "./affine/index.ts";
import { attentionKernels } from "./attention/index.ts";
import { activationKernels } from "./activation.ts";
import { batchNormKernels } from "./batch-norm/index.ts";
import { columnSumsKernel } from "./column-sums/index.ts";
import { convolutionKernels } from "./convolution/index.ts";
import { depthwiseKernels } from "./convolution/depthwise.ts";
import { windowKernels } from "./convolution/windows.ts";
import { dropoutKernel } from "./dropout.ts";
import { embeddingKernels } from "./embedding/index.ts";
import { entmaxKernels } from "./entmax/index.ts";
import { registerFused, type FusedKernel } from "./fused.ts";
import { gatherRowsKernel } from "./gather-rows/index.ts";
import { layerNormKernels } from "./layer-norm/index.ts";
import { rowLossKernels } from "./losses/row-loss.ts";
import { softmaxKernels } from "./losses/softmax.ts";
import { optimizerKernel } from "./optimizers/index.ts";
import { maxPoolGradKernel } from "./pooling/index.ts";
import { recurrenceKernels } from "./recurrent/index.ts";
import { slopeKernels } from "./slopes.ts";
import { warpKernel } from "./warp.ts";
import { writeRowsKernel } from "./write-rows.ts";

/** Every fused kernel. */
export const FUSED: readonly FusedKernel[] = [
  affineKernel,
  ...attentionKernels,
  ...activationKernels,
  ...batchNormKernels,
  columnSumsKernel,
  ...convolutionKernels,
  ...depthwiseKernels,
  dropoutKernel,
  ...embeddingKernels,
  ...entmaxKernels,
  gatherRowsKernel,
  ...layerNormKernels,
  maxPoolGradKernel,
  optimizerKernel,
  ...recurrenceKernels,
  ...slopeKernels,
  ...rowLossKernels,
  ...softmaxKernels,
  ...windowKernels,
  warpKernel,
  writeRowsKernel,
];

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
