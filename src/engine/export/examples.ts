import { tableFrom, type Cell, type Cells } from "../data/table.ts";
import type { Control } from "../controls.ts";
import type { LiveModel } from "../model/restore.ts";
import { inputEncoder, rowRange } from "../prediction/encode.ts";
import { forward, fromArrays } from "../prediction/forward.ts";
import type { Encoded } from "../data/encoded.ts";

/** Rows with their cells, the numbers that these become, what the model must make of them, and what that means. */
export interface Examples {
  /** column → one cell per example, null where missing */
  readonly cells: Readonly<Record<string, Cells>>;
  /** In the model's order; values row-major. */
  readonly inputs: readonly ExampleTensor[];
  readonly outputs: readonly ExampleTensor[];
  /** The columns of a predictions file. */
  readonly predictions: Readonly<Record<string, readonly string[]>>;
}
export interface ExampleTensor {
  readonly name: string;
  readonly dtype: "float32" | "int32";
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** At most this many rows of the data go along. */
const MOST_SAMPLES = 4;

/**
 * The first samples, a typical row, the same with its first cell missing, and a row of nothing but missing cells: so that
 * whoever rebuilds the preprocessing can check it. `samples`: column → cells; a column that is absent counts as missing.
 */
export async function makeExamples(live: LiveModel, samples: Readonly<Record<string, Cells>>, breathe: () => Promise<void>): Promise<Examples> {
  const cells = exampleCells(live, samples);
  const table = tableFrom(cells);
  const encoded = inputEncoder(live.inputs, live.built.inputParts, table)(rowRange(0, table.rows));
  const logits = await forward(live.built.model, fromArrays(table.rows, encoded), table.rows, breathe);
  const predictions = live.outputs.map((output, k) => output.columns(output.predict(logits[k]!, table.rows)));
  return {
    cells,
    inputs: live.built.inputParts.map(({ tensorName }, i) => tensorOf(tensorName, table.rows, encoded[i]!)),
    outputs: live.outputs.map(({ name, baseline }, k) => tensorOf(name, table.rows, { dtype: "float32", shape: [baseline.length], data: logits[k]! })),
    predictions: Object.assign({}, ...predictions) as Examples["predictions"], // columns are named after their outputs
  };
}

function exampleCells({ inputs }: LiveModel, samples: Readonly<Record<string, Cells>>): Record<string, Cell[]> {
  const columns = new Map(inputs.map(({ column, control }) => [column, control]));
  const rows = Math.min(MOST_SAMPLES, ...[...columns.keys()].map((column) => samples[column]?.length ?? 0));
  return Object.fromEntries([...columns].map(([column, control], i) => {
    const typical = typicalCell(control);
    const firstMissing = i === 0 ? null : typical;
    return [column, [...(samples[column] ?? []).slice(0, rows), typical, firstMissing, null]];
  }));
}

const typicalCell = (control: Control): Cell => String(control.typical);

const tensorOf = (name: string, rows: number, { dtype, shape, data }: Encoded): ExampleTensor =>
  ({ name, dtype, shape: [rows, ...shape], values: Array.from(data, dtype === "int32" ? (v) => v : shortest) });

/** Nine digits say a float32 exactly. */
const shortest = (value: number): number => Number(value.toPrecision(9));
