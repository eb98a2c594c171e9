/** How a file is laid out: what was detected, and what the user says instead. */
import type { Combination } from "./combine/combination.ts";
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

/** The kinds of file that tables come in, told apart by their content. */
export type Format = "csv" | "json" | "jsonl" | "excel" | "parquet" | "arrow";

/** How a file of any format was read, or folders of pictures, and of several files which. */
export type SourceReading = (Reading | { readonly format: "folder" }) & { readonly among?: Among };

/** What came together with a table. */
interface Among {
  /** The path of the table; "" where the folders of pictures were read. */
  readonly chosen: string;
  readonly tables: readonly string[];
  readonly pictures: number;
  /** Where several tables were put together: how. */
  readonly together?: Combination;
}

/** How a file of any format was read. */
export type Reading =
  | ({ readonly format: "csv" } & Dialect)
  | ({ readonly format: "json" | "jsonl"; readonly encoding: string } & Partial<Picked & Framed>)
  | ({ readonly format: "excel" } & Picked & Framed)
  | { readonly format: "parquet" | "arrow" };

/** One of several tables in a file: the sheets of a workbook, the named lists of a JSON document. */
interface Picked {
  readonly sheet: string;
  readonly sheets: readonly string[];
}

/** A table among rows of cells: what stands above it, and whether its first row names the columns. */
type Framed = Pick<Dialect, "skip" | "header">;

/** What the user overrules; anything left out is detected, and what a format does not know is ignored. */
export type ReadOptions = Partial<Dialect> & {
  readonly format?: Format;
  /** By its name; where the file has none of that name, as if none had been named. */
  readonly sheet?: string;
  /** Of an archive or a folder: the path of the table, or "" for its folders of pictures; where there is none of that path, as if none had been named. */
  readonly among?: string;
  /** What the column of paths is called that is made of folders of pictures; "image" where nothing is said. */
  readonly pictures?: string;
  /** Of several tables: how they become one; where its tables are not there, as if nothing had been asked. Comes before `among`. */
  readonly together?: Combination;
  /** Undo our own writer's protection against formulas ("'=1+1" becomes "=1+1"); off unless asked for. */
  readonly unguard?: boolean;
};
