/** The table whose hands turn: whatever batch is asked for, its rows are those of the file. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../../src/engine/acceleration/backends.ts";
import type { Encoded, PartShape } from "../../../../src/engine/data/encoded.ts";
import { takeRows } from "../../../../src/engine/data/encoded.ts";
import * as tf from "../../../../src/engine/tf.ts";
import { batches } from "../../../../src/engine/training/batches.ts";
import { schedule } from "../../../../src/engine/training/plan.ts";
import { readTrainer } from "../../../../src/engine/config/trainer.ts";
import { columnsOf, type EncodedRows } from "../../../../src/engine/training/resident.ts";
import { passed } from "../../../../src/engine/training/streaming/passing.ts";
import { beginStoring, storeOf } from "../../../../src/engine/training/streaming/storing.ts";
import { isStored, type StoredRows } from "../../../../src/engine/training/streaming/stored.ts";
import { turningTable } from "../../../../src/engine/training/streaming/turning.ts";
import { spillsInMemory } from "../../../support/spills.ts";

/** Columns of every kind, each number telling its row. */
function someRows(rows: number): EncodedRows {
  const column = (dtype: Encoded["dtype"], shape: number[], value: (row: number, i: number) => number): Encoded => {
    const size = shape.reduce((a, b) => a * b, 1);
    const values = Array.from({ length: rows * size }, (_, n) => value(Math.floor(n / size), n % size));
    return { dtype, shape, data: dtype === "uint8" ? Uint8Array.from(values) : dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values) };
  };
  return {
    rows,
    inputs: [column("float32", [], (row) => row + 0.25), column("uint8", [3, 1, 3], (row, i) => (row * 7 + i) % 256), column("int32", [5], (row, i) => 70_000 * row + i), column("int32", [3], (row, i) => (row + i) % 256), column("int32", [40], (row, i) => (997 * row + i) % 65_536), column("float32", [1], (row) => row % 2)],
    targets: [{ ...column("int32", [], (row) => row % 3), known: Uint8Array.from({ length: rows }, (_, row) => row % 2) }, column("float32", [40], (row, i) => -row - i / 64)],
  };
}

/** What is known of the inputs beforehand: the last of them need fewer bytes. */
const BELOW = [undefined, undefined, undefined, 256, 65_536, 2];
const alike = ({ inputs, targets }: EncodedRows) => ({ inputs: inputs.map(({ dtype, shape }, i): PartShape => ({ dtype, shape, ...(BELOW[i] !== undefined && { below: BELOW[i] }) })), targets });

/** The part in the order of its file, as a store makes it of pieces. */
async function stored(part: EncodedRows, batch: number, seed: number | null): Promise<{ readonly file: StoredRows; readonly places: ArrayLike<number> }> {
  const storing = await beginStoring(spillsInMemory(), 2000, { batch, seed });
  const take = (from: number, to: number): EncodedRows => {
    const rows = Array.from({ length: to - from }, (_, i) => from + i);
    return { rows: rows.length, inputs: part.inputs.map((column) => takeRows(column, rows)), targets: part.targets.map((column) => takeRows(column, rows)) };
  };
  await storing.spill.write(new Uint8Array(64), 0);
  const { store, end } = storeOf(storing, 64, alike(take(0, 1)), part.rows, true); // not the first part of the file
  for (let from = 0; from < part.rows; from += 11) await store.put(take(from, Math.min(part.rows, from + 11)));
  const file = await store.done();
  await storing.spill.seal();
  if (!isStored(file)) throw new Error("expected a file");
  expect(end).toBe(64 + part.rows * file.stored.layout.bytes);
  expect(file.stored.layout.bytes).toBe(4 + 9 + 3 + 20 + 3 + 1 + 80 + 1 + 3 + 4 + 160 + 1 + 3); // with what is left out so that numbers begin at multiples
  const rowAt = Array.from(file.targets[1]!.data.filter((_, i) => i % 40 === 0), (value) => -value);
  return { file, places: rowAt };
}

describe.each(["cpu", "wasm"] as const)("on %s", (name) => {
  let running: RunningBackend;
  let before = 0;
  beforeAll(async () => {
    running = await startBackend(name, { gpu: null, timeout: 20_000 });
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  test("steps gather from it what lies in the file, epoch after epoch, by one recording", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 20, max: 150 }), fc.integer({ min: 1, max: 12 }), fc.integer(), fc.nat(30), async (rows, batchSize, seed, taken) => {
      const part = someRows(rows);
      const { file, places } = await stored(part, batchSize, seed);
      const { source, order, ready } = turningTable(file.stored, running.repeater);
      const { stepsPerEpoch } = schedule({ ...readTrainer({}, [], () => {}).params, batch_size: batchSize }, rows, []);
      const feed = running.repeater.feed(batchSize);
      const repeated = running.repeater.repeat(() => source.take(feed.tensor, batchSize).map((column) => tf.cast(column, "float32")));
      const come = batches(order, batchSize, stepsPerEpoch, taken);
      const numbers = new Float32Array(batchSize);
      for (let step = 0; step < 2 * stepsPerEpoch + 3; step++) {
        const batch = come.next().value;
        await ready(batch);
        source.pack(batch.rows, numbers);
        feed.write(numbers);
        const found = await Promise.all(repeated.run().map((column) => running.repeater.read(column)));
        const wanted = columnsOf(part).map((column) => Array.from(takeRows(column, Array.from(batch.rows, (place) => places[place]!)).data));
        expect(found.map((column) => [...column])).toEqual(wanted);
      }
      repeated.dispose();
      feed.dispose();
      source.dispose();
    }), { numRuns: 12 });
  });
});

test("passes are brought every row they ask for, of all rows or of some", async () => {
  const part = someRows(100);
  const { file, places } = await stored(part, 8, 3);
  for (const only of [undefined, Uint32Array.of(3, 4, 5, 40, 99)]) {
    const source = passed(only ? { ...file, rows: only.length, only } : file);
    const wanted = Int32Array.of(2, 3, 4, 1);
    const into = new Float32Array(wanted.length * source.width);
    await source.bring!(wanted);
    source.pack(wanted, into);
    const rows = Array.from(wanted, (row) => places[only?.[row] ?? row]!);
    expect([...into]).toEqual(part.inputs.flatMap((column) => Array.from(takeRows(column, rows).data)));
    expect(() => source.pack(Int32Array.of(1), into)).toThrow("were not brought");
  }
});

test("no more of the file is read than two hands ahead", async () => {
  const part = someRows(400);
  const spills = spillsInMemory();
  const storing = await beginStoring(spills, 8000, { batch: 4, seed: 1 });
  const { store, end } = storeOf(storing, 0, part, part.rows, true);
  await store.put(part);
  const file = await store.done();
  await storing.spill.seal();
  if (!isStored(file)) throw new Error("expected a file");
  const { source, order, ready } = turningTable(file.stored, (await startBackend("cpu", { gpu: null, timeout: 20_000 })).repeater);
  await ready(batches(order, 4, 100).next().value);
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  expect(file.stored.chunks.hands).toBeGreaterThan(8);
  expect(spills.read).toBeLessThanOrEqual(Math.ceil((2.5 * end) / file.stored.chunks.hands));
  source.dispose();
});
