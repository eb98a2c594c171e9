import type { CombinerFn } from "../model/context.ts";
import type { Path, Report } from "../schema/problem.ts";

/** An input as the config tells of it, before its column is known. */
export interface InputBeside {
  readonly name: string;
  readonly type: string;
  /** Where it was written. */
  readonly path: Path;
  /** Does its encoder hand on a sequence (`kept`), could it (`reduced`), or has it none (null)? */
  readonly steps: "kept" | "reduced" | null;
}

/** A combiner that has read its parameters. */
export interface Combiner {
  readonly combine: CombinerFn;
  /** Rules across parameters and inputs; each broken one is reported. */
  suits?(inputs: readonly InputBeside[], path: Path, report: Report): void;
}
