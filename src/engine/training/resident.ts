import { gatherRows, packTable } from "../kernels/gather-rows/index.ts";
import { layoutOf } from "../kernels/gather-rows/pack.ts";
import type { RunningBackend } from "../acceleration/backends.ts";
import type { Encoded, PartShape } from "../data/encoded.ts";
import { shareOf, streamed, type Source } from "../prediction/source.ts";

/** Encoded rows of one part of the data, on the CPU: inputs in the model's order, targets in the outputs' order. */
export interface EncodedRows {
  readonly rows: number;
  readonly inputs: readonly Encoded[];
  readonly targets: readonly Encoded[];
}

/**
 * What steps read: inputs, targets, and then, of each output that has targets for some rows only, whether there is one. The
 * order is that of `StepParts.source`.
 */
export const columnsOf = ({ inputs, targets }: EncodedRows): readonly Encoded[] =>
  [...inputs, ...targets, ...targets.flatMap(({ known }) => (known ? [{ dtype: "int32" as const, shape: [], data: Int32Array.from(known) }] : []))];

/** The same of rows whose inputs are not at hand. */
export const columnShapes = ({ inputs, targets }: { readonly inputs: readonly PartShape[]; readonly targets: readonly Encoded[] }): readonly PartShape[] =>
  [...inputs, ...targets, ...targets.flatMap(({ known }) => (known ? [{ dtype: "int32" as const, shape: [], below: 2 }] : []))].map(({ dtype, shape, below }: PartShape) => ({ dtype, shape, ...(below !== undefined && { below }) }));

/** Which targets say of some rows only what they are, and so have a column of that. */
export const partialIn = ({ targets }: Pick<EncodedRows, "targets">): readonly boolean[] => targets.map(({ known }) => known !== undefined);

/** Row numbers come in a float32 tensor, which counts no further. */
const MOST_ROWS = 2 ** 24;

/** Where steps take their rows: from the device when all of them may stay there, else from the feed. The same rows give the same numbers. */
export const sourceOf = (rows: number, columns: readonly Encoded[], mayStay = true): Source =>
  (mayStay && rows <= MOST_ROWS ? resident(rows, columns) : streamed(rows, columns));

/** The same, decided by the device. */
export const sourceThatFits = async (rows: number, columns: readonly Encoded[], fits: RunningBackend["fits"]): Promise<Source> =>
  sourceOf(rows, columns, await fits(4 * layoutOf(columns, rows).words));

/** Columns that stay on the device in their narrowest form; batches are gathered from them by row numbers. */
export function resident(rows: number, columns: readonly Encoded[]): Source {
  const table = packTable(columns, rows);
  return {
    rows,
    width: 1,
    pack: (wanted, into) => into.set(wanted),
    take: (numbers, size, share) => gatherRows(table, shareOf(numbers, size, share)),
    dispose: () => table.dispose(),
  };
}
