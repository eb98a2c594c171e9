import type { Repeater } from "../../../src/engine/acceleration/repeat.ts";

/**
 * Contract checks run anywhere: no Node, no test runner, no backend of their own. A check is a name and a function that
 * throws what is wrong; the runners (../*.test.ts, and the browser's) choose a backend and turn each into a test.
 */
export interface Check {
  readonly name: string;
  /** repeater: of the backend that runs. */
  run(repeater: Repeater): Promise<void>;
}

/** Throws the message unless the condition holds. */
export function holds(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function equal(actual: unknown, expected: unknown, message: string): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  holds(a === e, `${message}: expected ${short(e)}, got ${short(a)}`);
}

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

/** Equal up to `tolerance`, absolute below 1 and relative above. */
export function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, message: string): void {
  holds(actual.length === expected.length, `${message}: expected ${expected.length} numbers, got ${actual.length}`);
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    holds(off <= tolerance, `${message}: at ${i} expected ${expected[i]}, got ${actual[i]}`); // NaN fails too
  }
}

export const allFinite = (values: ArrayLike<number>): boolean => Array.from(values).every(Number.isFinite);
