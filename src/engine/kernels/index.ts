import { adamKernel } from "./adam.ts";
import { dropoutKernel } from "./dropout.ts";
import { registerFused, type FusedKernel } from "./fused.ts";
import { gatherRowsKernel } from "./gather-rows/index.ts";
import { recurrenceKernels } from "./recurrent/index.ts";
import { slopeKernels } from "./slopes.ts";
import { writeRowsKernel } from "./write-rows.ts";

/** Every fused kernel. */
export const FUSED: readonly FusedKernel[] = [adamKernel, gatherRowsKernel, dropoutKernel, writeRowsKernel, ...recurrenceKernels, ...slopeKernels];

/** Makes them known for plain JavaScript and WebGPU; WebAssembly takes them up when it starts. Once or many times, it is the same. */
export const registerFusedKernels = (): void => FUSED.forEach(registerFused);
