import { words } from "../../messages/en/model.ts";
import { error, failure, success, type Outcome, type Path } from "../schema/problem.ts";
import * as tf from "../tf.ts";

/** Numbers in all weights of a model: half a gigabyte, and three times as much beside it while Adam learns. */
export const MOST_WEIGHTS = 2 ** 27;

/** Thrown inside TensorFlow.js's own calls, which know no outcome; `withinBudget` catches it. */
class TooLarge extends Error {
  constructor(readonly shape: readonly number[]) {
    super("internal: more weights than the budget allows");
  }
}

/** Thrown by a part that cannot be built beside the others, with the sentence that says why, and where; `withinBudget` catches it. */
export class Unbuildable extends Error {
  constructor(message: string, readonly path: Path = []) {
    super(message);
  }
}

/** Build a part: what it refuses is told at its place in the config. */
export function placed<T>(path: Path, build: () => T): T {
  try {
    return build();
  } catch (cause) {
    throw cause instanceof Unbuildable ? new Unbuildable(cause.message, [...path, ...cause.path]) : cause;
  }
}

interface Budget { left: number; readonly drawn: boolean }
let budget: Budget | null = null;

/**
 * Build layers, refusing parts that do not fit together, and, before the memory is taken, weights that are too many. Layers that are only measured, not
 * `drawn`, begin with zeros, which cost nothing. When building ends early, nothing stays on the device.
 */
export function withinBudget<T>(build: () => T, drawn: boolean): Outcome<T> {
  const outer = budget;
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  budget = { left: MOST_WEIGHTS, drawn };
  try {
    return success(build());
  } catch (cause) {
    for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) if (!before.has(name)) variable.dispose();
    if (cause instanceof Unbuildable) return failure(error(cause.path, cause.message));
    if (!(cause instanceof TooLarge)) throw cause;
    return failure(error([], words.tooLarge(cause.shape, MOST_WEIGHTS)));
  } finally {
    budget = outer;
  }
}

/** Do the values of weights matter to whoever builds? */
export const areDrawn = (): boolean => budget?.drawn ?? true;

/** Count weights about to be made; false when their values do not matter. */
export function charge(shape: readonly number[]): boolean {
  if (budget === null) return true;
  budget.left -= shape.reduce((product, n) => product * n, 1);
  if (budget.left < 0) throw new TooLarge(shape);
  return budget.drawn;
}
