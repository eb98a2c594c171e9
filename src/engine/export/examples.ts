import { spellNumber } from "../data/amounts.ts";
import { bitmap } from "../data/pictures/bitmap.ts";
import { pictureUri } from "../data/pictures/uri.ts";
import { tableFrom, type Cell, type Cells } from "../data/table.ts";
import type { Control } from "../controls.ts";
import { inputEncoder, rowRange } from "../prediction/encode.ts";
import { forward } from "../prediction/forward.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { streamed } from "../prediction/source.ts";
import { tensorType, type Encoded } from "../data/encoded.ts";

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

/**
 * Made-up rows that whoever rebuilds the preprocessing can check it by: the ends and the middle of what each input knows, one row
 * with its first cell missing, one with nothing but missing cells. No row of the data goes along: an export may be passed on.
 */
export async function makeExamples(live: AnsweringModel, breathe: () => Promise<void>): Promise<Examples> {
  const cells = exampleCells(live);
  const table = tableFrom(cells);
  const encoded = await inputEncoder(live.inputs, live.built.inputParts, table)(rowRange(0, table.rows));
  const logits = await forward(live.passes, streamed(table.rows, encoded), table.rows, breathe);
  const predictions = live.outputs.map((output, k) => output.columns(output.predict(logits[k]!, table.rows)));
  return {
    cells,
    inputs: live.built.inputParts.map(({ tensorName }, i) => tensorOf(tensorName, table.rows, encoded[i]!)),
    outputs: live.outputs.map(({ name, baseline }, k) => tensorOf(name, table.rows, { dtype: "float32", shape: [baseline.length], data: logits[k]! })),
    predictions: Object.assign({}, ...predictions) as Examples["predictions"], // columns are named after their outputs
  };
}

function exampleCells({ inputs }: AnsweringModel): Record<string, readonly Cell[]> {
  const columns = new Map(inputs.map(({ column, control }) => [column, control]));
  return Object.fromEntries([...columns].map(([column, control], i) => {
    const made = madeCells(control);
    return [column, [...made, i === 0 ? null : made[0], null]];
  }));
}

/** Three cells that an input knows how to read, the typical one first. */
function madeCells(control: Control): readonly [Cell, Cell, Cell] {
  switch (control.kind) {
    case "number": return [spellNumber(control.typical, control.writing), spellNumber(control.min, control.writing), spellNumber(control.max, control.writing)];
    case "choice": return [control.typical, control.options.at(0) ?? null, control.options.at(-1) ?? null];
    case "switch": return [control.typical, ...control.labels];
    case "text": return [control.words.join(" "), control.words[0] ?? null, "words it has never seen"];
    case "items": return [control.options.slice(0, control.single ? 1 : 3).join(control.separator), control.options[0] ?? null, control.options.at(-1) ?? null];
    case "numbers": return [control.typical, row(control.most, () => 1), row(control.most, (i) => i)];
    case "date": return [control.typical, control.min, control.max];
    case "picture": return [pictureUri(bitmap(4, 4, () => [255, 255, 255]), "bmp"), pictureUri(bitmap(4, 4, () => [0, 0, 0]), "bmp"), pictureUri(bitmap(3, 5, (x, y) => [60 * x, 50 * y, 128]), "bmp")];
    case "code": return [control.typical, control.typical.toUpperCase(), "words it has never seen"];
    default: return control satisfies never;
  }
}

const row = (length: number, value: (i: number) => number): string => Array.from({ length }, (_, i) => value(i)).join(" ");

const tensorOf = (name: string, rows: number, { dtype, shape, data }: Encoded): ExampleTensor =>
  ({ name, dtype: tensorType({ dtype }), shape: [rows, ...shape], values: Array.from(data, dtype === "int32" ? (v) => v : shortest) });

/** Nine digits say a float32 exactly. */
const shortest = (value: number): number => Number(value.toPrecision(9));
