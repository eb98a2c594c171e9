import { putRows, roomFor, type Encoded } from "../data/encoded.ts";
import type { Resting } from "../data/rests.ts";
import type { Cells, Table } from "../data/table.ts";
import type { OutputFeature } from "../features/feature.ts";
import { cellReader } from "../prediction/encode.ts";

/** Rows whose cells are read together. */
const AT_ONCE = 4096;

/** A row without a cell is not known, nor is one whose cell the output itself could not make a target of. */
export function targetOf(output: OutputFeature, cells: Cells): Encoded {
  const target = output.target(cells);
  if (output.missing !== "mask_loss") return target;
  return { ...target, known: Uint8Array.from(cells, (cell, row) => Number(cell !== null && target.known?.[row] !== 0)) };
}

/** The targets of rows, read piece by piece; where a piece says of some rows that nothing is known of them, the whole says so of all. */
export function* targeting(outputs: readonly OutputFeature[], table: Table, rows: Uint32Array): Resting<readonly Encoded[]> {
  const cellsAt = cellReader(table);
  const whole: Encoded[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += AT_ONCE) {
    for (const [k, output] of outputs.entries()) {
      const { known, ...piece } = targetOf(output, cellsAt(output, rows.subarray(from, from + AT_ONCE)));
      const room = whole[k] ?? roomFor(piece, rows.length);
      const into = known && !room.known ? { ...room, known: new Uint8Array(rows.length).fill(1) } : room;
      putRows(known ? { ...piece, known } : piece, into, from);
      whole[k] = into;
    }
    yield null;
  }
  return whole;
}
