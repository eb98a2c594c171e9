import type { KernelName } from "../wasm/binary.ts";

type Numbers = Float32Array;

/**
 * How an optimizer moves one number of a variable, w, along its gradient, g, with what it remembers of it; said in the languages of the
 * three backends, on WebAssembly in assembly/optimizers.ts. `rates` are what changes from step to step. The gradient comes clipped,
 * and with `decay`·w in it.
 */
export interface Rule {
  /** Rows of the state, [rows, n] for a variable of n numbers; 0: it remembers nothing. */
  readonly rows: number;
  /** What the state begins with. */
  readonly start: number;
  readonly decay: number;
  /** The function in assembly/optimizers.ts, and its own arguments. */
  readonly call: KernelName;
  readonly constants: readonly number[];
  /** Returns what number i of n becomes, and changes its state. */
  move(w: number, g: number, i: number, n: number, state: Numbers, rates: Numbers): number;
  /** The same in WGSL: sees and changes `w`, sees `g` and `rates`; `state(row)` is the place of this number's state. */
  readonly wgsl: (state: (row: number) => string) => string;
}
