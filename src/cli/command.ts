import type { Options, OptionSpecs } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** A command as data: the help is written from it. */
export interface Command<Specs extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  readonly summary: string;
  readonly options: Specs;
  /** Resolves to the exit code. */
  run(options: Options<Specs>, terminal: Terminal): Promise<number>;
}

/** Options that several commands share, spelt once. */
export const shared = {
  dataset: { value: "FILE", summary: "The table: a file of CSV, TSV, JSON, JSON lines, Excel (.xlsx), Parquet or Arrow; or a zip or folder of tables and pictures", required: true },
  table: { value: "NAME", summary: "Which table of several: a sheet of a workbook, a list in JSON, the path of a file in a zip or folder" },
  config: { value: "FILE", summary: "The config: a YAML file", required: true },
  backend: { value: "NAME", summary: "What computes: auto (WebAssembly, else plain JavaScript), wasm or cpu", choices: ["auto", "wasm", "cpu"] },
  output: { value: "FOLDER", summary: "Where the results go", required: true },
  model: { value: "FOLDER", summary: "The model: a folder that experiment or train wrote, or an exported zip file", required: true },
  seed: { value: "N", summary: "Seeds the split, the first weights and the order of rows; 42 when absent" },
  quiet: { summary: "No progress on standard error" },
} as const satisfies OptionSpecs;
