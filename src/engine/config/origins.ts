import type { Fix, Path, Problem } from "../schema/problem.ts";

/**
 * Where the parts of a rewritten config stood in the text: a legacy key that was moved, a default that was merged into a
 * feature. Problems are found at the new place and shown at the old one.
 */
export class Origins {
  readonly #moves: { readonly from: Path; readonly to: Path }[] = [];

  /** What now stands at `to` was written at `from` (in the terms of the config before this move). */
  moved(from: Path, to: Path): void {
    this.#moves.push({ from, to });
  }

  of(path: Path): Path {
    return this.#moves.toReversed().reduce((at, { from, to }) => (startsWith(at, to) ? [...from, ...at.slice(to.length)] : at), path);
  }

  /** The same problem, told of the text as it was written. */
  trace(problem: Problem): Problem {
    const path = this.of(problem.path);
    return { ...problem, path, ...(problem.fix && { fix: this.#traceFix(problem.fix) }) };
  }

  #traceFix(fix: Fix): Fix {
    return { ...fix, path: this.of(fix.path) };
  }
}

const startsWith = (path: Path, prefix: Path): boolean => prefix.length <= path.length && prefix.every((step, i) => step === path[i]);
