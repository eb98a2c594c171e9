import { takeRows, type Encoded } from "../../../src/engine/data/encoded.ts";
import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { gatherRows, packTable } from "../../../src/engine/kernels/gather-rows/index.ts";
import { layoutOf, pack, withRows } from "../../../src/engine/kernels/gather-rows/pack.ts";
import * as tf from "../../../src/engine/tf.ts";
import { equal, type Check } from "./check.ts";

const ROWS = 23; // no multiple of the numbers in a word
const ints = (shape: number[], most: number, least = 0): Encoded =>
  ({ dtype: "int32", shape, data: Int32Array.from({ length: ROWS * size(shape) }, (_, i) => (i === 0 ? most : least + ((i * 7919) % (most - least)))) });
const floats = (shape: number[], valueAt: (i: number) => number): Encoded =>
  ({ dtype: "float32", shape, data: Float32Array.from({ length: ROWS * size(shape) }, (_, i) => valueAt(i)) });
const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Every format, as scalars, rows of one, sequences and pictures; more columns than a GPU binds buffers at once. */
const columns: readonly Encoded[] = [
  ints([1], 255), ints([], 256), ints([5], 65_535), ints([3], 65_536), ints([1], 9, -9), ints([2], 2 ** 24 + 5, 2 ** 24 - 20),
  floats([1], (i) => Math.sin(i)), floats([], (i) => i % 2), floats([3, 3, 1], (i) => (i * 31) % 256), floats([2], (i) => (i * 4001) % 60_000),
  floats([1], (i) => (i % 3 === 0 ? -0 : 1e-30)), floats([4], (i) => i + 0.5), ints([1], 1), ints([1], 3),
];
const LAST = ROWS - 1;
const batch = [LAST, 0, 7, 7, 3, 11, LAST, 1];
const format = ({ width }: { readonly width: number }) => width;

export const gatherRowsChecks: readonly Check[] = [
  {
    name: "gather of rows: every column in the fewest bytes that hold its numbers",
    run: async () => equal(layoutOf(columns, ROWS).columns.map(format), [1, 2, 2, 4, 4, 4, 4, 1, 1, 2, 4, 4, 1, 1], "bytes of a number"),
  },
  {
    name: "gather of rows: the very numbers that were packed, of their type and shape",
    async run() {
      registerFusedKernels();
      const before = tf.memory().numTensors;
      const table = packTable(columns, ROWS);
      await same(table, batch, columns.map((column) => takeRows(column, batch)));
      table.dispose();
      equal(tf.memory().numTensors, before, "tensors");
    },
  },
  {
    name: "gather of rows: a table in pieces, each packed as the whole",
    async run() {
      registerFusedKernels();
      const layout = withRows(layoutOf(columns, ROWS), 10);
      for (const from of [0, 10, 20]) {
        const words = tf.tensor1d(pack(columns, layout, from), "int32");
        const rows = [0, 2, 1, 2];
        await same({ layout, words }, rows, columns.map((column) => takeRows(column, rows.map((row) => row + from))));
        words.dispose();
      }
    },
  },
];

async function same(table: Parameters<typeof gatherRows>[0], rows: readonly number[], expected: readonly Encoded[]): Promise<void> {
  const numbers = tf.tensor1d([...rows]);
  const gathered = gatherRows(table, numbers);
  const read = await Promise.all(gathered.map((tensor) => tensor.data()));
  expected.forEach(({ data, shape, dtype }, k) => {
    equal([gathered[k]!.shape, gathered[k]!.dtype], [[rows.length, ...shape], dtype], `column ${k}`);
    equal(Array.from(read[k]!), Array.from(data), `column ${k}`);
  });
  tf.dispose([numbers, ...gathered]);
}
