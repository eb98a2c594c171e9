import * as tf from "../tf.ts";
import type { LayersModel, Tensor } from "../tf.ts";
import type { Feed, Repeated, Repeater } from "../acceleration/repeat.ts";
import type { Reader, Share, Source } from "./source.ts";

/** Forward passes of one model over rows that one reader reads: a repeated computation for each size of batch. */
export interface ForwardPasses {
  /** The logits of some rows, [rows, units] for each output; they are copied before the next pass overwrites them. */
  answer(source: Source, rows: ArrayLike<number>): Promise<readonly Float32Array[]>;
  /** Numbers of one row of each output. */
  readonly units: readonly number[];
  dispose(): void;
}

/** Sizes of batches whose computations are kept; the one used longest ago gives way. */
const MOST_SIZES = 4;
/** Batches whose answers are under way at once: the device stays busy while the first are read. */
const IN_FLIGHT = 4;

/** Rows that a thread of its own is for at least. */
const LEAST_SHARE = 16;
/** Shares begin at multiples of so many rows, which kernels compute at once. */
const GRAIN = 8;

interface Pass {
  readonly feed: Feed;
  readonly numbers: Float32Array;
  /** The outputs of the first share of the rows, then those of the next. */
  readonly repeated: Repeated<readonly Tensor[]>;
}

export function forwardPasses(model: LayersModel, reader: Reader, repeater: Repeater): ForwardPasses {
  const passes = new Map<number, Pass>(); // the latest used last
  let recordedWith = placesOf(model);
  const drop = (size: number, { feed, repeated }: Pass): void => {
    repeated.dispose();
    feed.dispose();
    passes.delete(size);
  };
  const dropAll = (): void => [...passes].forEach(([size, pass]) => drop(size, pass));
  const passOf = (size: number): Pass => {
    const places = placesOf(model);
    if (places.some((place, i) => place !== recordedWith[i])) dropAll();
    recordedWith = places;
    const known = passes.get(size);
    const pass = known ?? makePass(model, reader, size, repeater);
    passes.delete(size);
    passes.set(size, pass);
    const [oldest] = passes;
    if (passes.size > MOST_SIZES && oldest) drop(...oldest);
    return pass;
  };
  return {
    units: model.outputs.map(({ shape }) => tf.util.sizeFromShape(shape.slice(1) as number[])), // only the batch is left open
    answer(source, rows) {
      const { feed, numbers, repeated } = passOf(rows.length);
      source.pack(rows, numbers);
      feed.write(numbers);
      const outputs = model.outputs.length;
      return Promise.all(repeated.run().map((logits) => repeater.read(logits))).then((pieces) =>
        Array.from({ length: outputs }, (_, k) => joined(pieces.filter((_, i) => i % outputs === k))));
    },
    dispose: dropAll,
  };
}

/** Where each weight lies: a pass that was recorded knows no other place, so that a weight which was assigned anew makes it void. */
const placesOf = (model: LayersModel): readonly object[] => model.weights.map((weight) => weight.read().dataId);

function makePass(model: LayersModel, reader: Reader, size: number, repeater: Repeater): Pass {
  const numbers = new Float32Array(size * reader.width);
  const feed = repeater.feed(numbers.length);
  const works = sharesOf(size, repeater.lanes?.most ?? 1).map((share) => () => logitsOf(model, reader.take(feed.tensor, size, share)));
  return { feed, numbers, repeated: repeater.lanes && works.length > 1 ? repeater.lanes.repeat(works) : repeater.repeat(works[0]!) };
}

/** The rows of a batch, for as many threads as it is worth: rows do not know of one another. */
function sharesOf(size: number, most: number): readonly Share[] {
  const count = Math.max(1, Math.min(most, Math.floor(size / LEAST_SHARE)));
  const cuts = Array.from({ length: count + 1 }, (_, i) => (i === count ? size : Math.round((i * size) / count / GRAIN) * GRAIN));
  return cuts.slice(1).map((to, i) => ({ from: cuts[i]!, to }));
}

/** columns: the inputs first; whatever follows is not asked for. */
function logitsOf(model: LayersModel, columns: readonly Tensor[]): readonly Tensor[] {
  const made = model.apply(columns.slice(0, model.inputs.length), { training: false }) as Tensor | Tensor[]; // applied to tensors, a model makes tensors
  return Array.isArray(made) ? made : [made];
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Takes the logits, [n, units] for each output, of the n rows from `from` on. */
export type TakeLogits = (logits: readonly Float32Array[], from: number) => void;

/**
 * Every row through the model; their logits go to `take` in pieces, some rows twice. Every batch has the same size: the last one reaches
 * back into the rows before it. Fewer rows than a batch are filled up to a power of two with the last row, so that a form's single row and
 * a file's batches use a handful of sizes. Reads are asynchronous, and `breathe` lets messages in between batches. Rows that have to be
 * fetched are fetched while the batch before is computed.
 */
export async function forwardEach(
  passes: ForwardPasses, source: Source, batchSize: number, breathe: () => Promise<void>, take: TakeLogits,
): Promise<void> {
  const { rows } = source;
  const size = Math.min(batchSize, 2 ** Math.ceil(Math.log2(rows)));
  const next = (start: number) => {
    const from = Math.max(0, Math.min(start, rows - size));
    const batch = Int32Array.from({ length: size }, (_, i) => Math.min(from + i, rows - 1));
    return { from, batch, brought: start < rows ? source.bring?.(batch) : undefined };
  };
  const pending: Promise<void>[] = [];
  let coming = next(0);
  try {
    for (let start = 0; start < rows; start += size) {
      const { from, batch, brought } = coming;
      if (brought) await brought;
      pending.push(passes.answer(source, batch).then((logits) => {
        take(logits.map((data, k) => data.subarray(0, Math.min(size, rows - from) * passes.units[k]!)), from); // the rest filled the batch up
      }));
      coming = next(start + size);
      if (pending.length >= IN_FLIGHT) await pending.shift();
      await breathe();
    }
    await Promise.all(pending);
  } finally {
    await Promise.allSettled([...pending, coming.brought]); // after a failure, the others are still being read
  }
}

/** The logits of every row, [rows, units] for each output. */
export async function forward(
  passes: ForwardPasses, source: Source, batchSize: number, breathe: () => Promise<void>,
): Promise<readonly Float32Array[]> {
  const results = passes.units.map((units) => new Float32Array(source.rows * units));
  await forwardEach(passes, source, batchSize, breathe, (logits, from) => {
    logits.forEach((data, k) => results[k]!.set(data, from * passes.units[k]!));
  });
  return results;
}
