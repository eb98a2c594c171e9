import type { Tensor } from "../tf.ts";

/** A small computation whose result is known: in closed form, written out in plain JavaScript, or as ordinary ops give it. */
export interface Probe {
  readonly summary: string;
  compute(): readonly Tensor[];
  readonly expected: readonly ArrayLike<number>[] | (() => readonly Tensor[]);
}

/** Numbers between -1 and 1 without a pattern that an indexing mistake would survive. */
export const numbers = (n: number, salt: number): Float32Array => each(n, (i) => Math.sin(12.9898 * (i + 1) + 78.233 * salt));
export const each = (n: number, value: (i: number) => number): Float32Array => Float32Array.from({ length: n }, (_, i) => value(i));
export const total = (n: number, value: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += value(i);
  return sum;
};
