import type { KernelName } from "../../kernels/wasm/binary.ts";
import type { Team } from "./team.ts";

/** How a kernel's units of work are shared among threads. */
interface Shared {
  /** Shares begin at multiples of so many units: of lines of the cache, or of what a kernel computes at once. */
  readonly grain: number;
  /** Nanoseconds that one unit takes one thread, about. */
  readonly cost: (args: readonly number[]) => number;
}

const MULTIPLY_ADD = 0.04;
/** Numbers of a line of the cache, and of a vector. */
const LINE = 16, VECTOR = 4;

const numbers = (cost: number): Shared => ({ grain: VECTOR, cost: () => cost });
/** `size`: which argument says how many numbers a unit has, or which several do. */
const units = (grain: number, cost: number, ...size: readonly number[]): Shared => ({ grain, cost: (args) => cost * product(args, size) });
const product = (args: readonly number[], places: readonly number[]): number => places.reduce((all, place) => all * args.at(place)!, 1);

/** Rows of a batch through all of time, four of which are multiplied at once; `gates` products of [units, units] and their curves for a step. */
const recurrent = (gates: number): Shared => ({
  grain: 4,
  cost: (args) => args.at(-3)! * args.at(-2)! * gates * (args.at(-2)! * MULTIPLY_ADD + 2),
});
const heads = (products: number): Shared => ({
  grain: 1,
  cost: (args) => args.at(-4)! ** 2 * (products * MULTIPLY_ADD * (args.at(-3)! / args.at(-2)!) + 1.5),
});

/**
 * Kernels that are worth it; all others are computed whole. No number depends on how they are shared: it is summed by one thread, in an order
 * that shares which begin at the grain do not change.
 */
export const SHARED: Partial<Record<KernelName, Shared>> = {
  matmul: { grain: 1, cost: ([, , , , m, , k]) => 8 * m! * k! * MULTIPLY_ADD },
  convolve: units(1, MULTIPLY_ADD, 6, 7, 8, 9, 10, 11),
  convolveFilterGrad: units(4, MULTIPLY_ADD, 3, 8, 9, 10),
  depthwise: units(1, 0.3, 5, 6, 7, 8, 9, 10),
  depthwiseInputGrad: units(1, 0.3, 3, 4, 5, 6, 7, 8),
  depthwiseFilterGrad: units(1, 0.3, 3, 6, 8, 9, 10),
  maxPool: units(1, 0.3, 4, 5, 6, 7, 8),
  maxPoolGrad: units(1, 0.5, 5, 6, 7, 8, 9),
  averagePool: units(1, 0.3, 4, 5, 6, 7, 8),
  averagePoolGrad: units(1, 0.3, 4, 5, 6, 7, 8),
  field: units(1, 0.15, 4, 5, 6),
  lstmForward: recurrent(4),
  lstmBackward: recurrent(4),
  gruForward: recurrent(3),
  gruBackward: recurrent(3),
  simpleForward: recurrent(1),
  simpleBackward: recurrent(1),
  attention: heads(2),
  attentionGrad: heads(5),
  layerNorm: units(1, 0.5, 4),
  layerNormGrad: units(1, 1, 5),
  layerNormGradAffine: units(LINE, 0.4, 5),
  batchNorm: units(LINE, 0.8, 8),
  batchNormGrad: units(LINE, 0.8, 8),
  softmax: units(1, 0.7, 2),
  softmaxGrad: units(1, 0.4, 3),
  sum: units(LINE, 0.1, 2),
  gather: units(1, 0.2, 5),
  segmentSum: units(LINE, 0.4, 3),
  activation: numbers(1.5),
  activationGrad: numbers(1.5),
  exp: numbers(0.7),
  tanh: numbers(1),
  sigmoid: numbers(0.8),
  softplus: numbers(2),
  dropout: numbers(0.5),
  adam: numbers(0.6),
  adamax: numbers(0.6),
  nadam: numbers(0.6),
  radam: numbers(0.6),
  rmsprop: numbers(0.6),
};

export interface Shares {
  /** Where each share of the units begins, and at last where they end. */
  readonly cuts: readonly number[];
  /** That one share takes, about. */
  readonly nanoseconds: number;
}

/**
 * As many shares as threads or fewer, the same whenever kernel, extent, arguments and threads are. Null where one thread does best.
 */
export function sharesOf(name: KernelName, args: readonly number[], extent: number, { threads, least }: Pick<Team, "threads" | "least">): Shares | null {
  const shared = SHARED[name];
  if (!shared) return null;
  const pieces = Math.ceil(extent / shared.grain);
  const whole = extent * shared.cost(args);
  const count = Math.min(threads, pieces, Math.floor(whole / least));
  if (count < 2) return null;
  const cuts = Array.from({ length: count + 1 }, (_, i) => Math.min(extent, Math.round((pieces * i) / count) * shared.grain));
  return { cuts, nanoseconds: whole / count };
}
