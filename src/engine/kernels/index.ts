import { adamKernel } from "./adam.ts";
import { registerFused, type FusedKernel } from "./fused.ts";
import { gatherRowsKernel } from "./gather-rows/index.ts";
import { layerNormKernels } from "./layer-norm/index.ts";

/** Every fused kernel. */
export const FUSED: readonly FusedKernel[] = [adamKernel, gatherRowsKernel, ...layerNormKernels];

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
