/** How a file is laid out: what was detected, and what the user says instead. */
import type { Layout } from "./rows.ts";

/** How a file was read. */
export interface Dialect extends Layout {
  /** A label that `TextDecoder` knows. */
  readonly encoding: string;
  /** Rows above the table (a title, a remark) that were left out; blank lines are not counted. */
  readonly skip: number;
  /** Whether the first row of the table names its columns. */
  readonly header: boolean;
  /** The decimal sign where a column's own cells leave it open ("1,234"). */
  readonly decimal: "." | ",";
}

/** What the user overrules; anything left out is detected. */
export type ReadOptions = Partial<Dialect> & {
  /** Undo our own writer's protection against formulas ("'=1+1" becomes "=1+1"); off unless asked for. */
  readonly unguard?: boolean;
};
