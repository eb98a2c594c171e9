import { rowSize, type Encoded } from "../../data/encoded.ts";

/** Rows of few numbers other than 0, one after another: entries `starts[row]` to `starts[row + 1]` are the row's. */
export interface Sparse {
  readonly rows: number;
  readonly width: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** Classes of one input that have a column each, words that have; of more words several share one. */
const MOST_CLASSES = 64;
const MOST_WORDS = 1024;
/** Numbers of a row that are read as they are; of larger vectors several are added up, of pictures a thumbnail is made. */
const MOST_NUMBERS = 256;
const THUMBNAIL = 8;
const MOST_CHANNELS = 4;

/** One part of the model's inputs as columns of a table of numbers. */
interface Columns {
  readonly width: number;
  /** What is there besides 0, as (column, value). */
  of(part: Encoded, row: number, put: (column: number, value: number) => void): void;
}

/**
 * The inputs of a model as plain numbers for models that are trained in seconds: classes one-hot, words by whether they occur, pictures as
 * thumbnails, numbers standardised. What there is to learn (which words, which mean) is learnt from the training rows.
 */
export function reader(training: readonly Encoded[], rows: number): (parts: readonly Encoded[], rows: number) => Sparse {
  const columns = training.map((part) => columnsOf(part, rows));
  const starts = columns.map((_, i) => columns.slice(0, i).reduce((sum, { width }) => sum + width, 0));
  const width = columns.reduce((sum, of) => sum + of.width, 0);
  return (parts, count) => {
    const [ends, places, values]: [number[], number[], number[]] = [[0], [], []];
    for (let row = 0; row < count; row++) {
      columns.forEach((of, i) => of.of(parts[i]!, row, (column, value) => {
        if (value === 0) return;
        places.push(starts[i]! + column);
        values.push(value);
      }));
      ends.push(places.length);
    }
    return { rows: count, width, starts: Uint32Array.from(ends), columns: Uint32Array.from(places), values: Float64Array.from(values) };
  };
}

function columnsOf(part: Encoded, rows: number): Columns {
  if (part.dtype === "int32") return idColumns(part, rows);
  const folded = foldOf(part);
  const { middle, scale } = standards(folded, part, rows);
  return {
    width: folded.width,
    of(given, row, put) {
      folded.read(given, row).forEach((value, i) => put(i, (value - middle[i]!) * scale[i]!));
    },
  };
}

/** Ids of the training rows, by whether they occur; a scalar id is a class, of which the commonest have a column. */
function idColumns(part: Encoded, rows: number): Columns {
  const size = rowSize(part);
  const counts = new Map<number, number>();
  for (let i = 0; i < rows * size; i++) counts.set(part.data[i]!, (counts.get(part.data[i]!) ?? 0) + 1);
  const seen = [...counts].sort(([a, n], [b, m]) => m - n || a - b).map(([id]) => id);
  const most = size === 1 ? MOST_CLASSES : MOST_WORDS;
  const width = Math.min(most, seen.length);
  const shared = size > 1 && seen.length > most;
  const columnOf = new Map(shared ? seen.map((id) => [id, Math.imul(id, 0x9e3779b1) >>> 22] as const) : seen.slice(0, most).map((id, i) => [id, i] as const));
  return {
    width,
    of(given, row, put) {
      const found = new Set<number>();
      for (let i = row * size; i < (row + 1) * size; i++) {
        const column = columnOf.get(given.data[i]!);
        if (column !== undefined) found.add(column);
      }
      for (const column of found) put(column, 1);
    },
  };
}

interface Fold { readonly width: number; read(part: Encoded, row: number): Float64Array }

/** A row's numbers, as few as a simple model can take. */
function foldOf(part: Encoded): Fold {
  const size = rowSize(part);
  const [height = 0, width = 0, channels = 0] = part.shape;
  if (part.shape.length === 3 && channels <= MOST_CHANNELS && size > MOST_NUMBERS) return thumbnail(height, width, channels);
  const fewer = Math.min(size, MOST_NUMBERS);
  return {
    width: fewer,
    read(given, row) {
      const sums = new Float64Array(fewer);
      for (let i = 0; i < size; i++) sums[i % fewer]! += given.data[row * size + i]!;
      return sums;
    },
  };
}

/** The mean of each field of a grid, each channel by itself. */
function thumbnail(height: number, width: number, channels: number): Fold {
  const [tall, wide] = [Math.min(THUMBNAIL, height), Math.min(THUMBNAIL, width)];
  const counts = new Float64Array(tall * wide);
  const fieldOf = (pixel: number): number => Math.floor((Math.floor(pixel / width) * tall) / height) * wide + Math.floor(((pixel % width) * wide) / width);
  for (let pixel = 0; pixel < height * width; pixel++) counts[fieldOf(pixel)]!++;
  return {
    width: tall * wide * channels,
    read({ data }, row) {
      const means = new Float64Array(tall * wide * channels);
      const start = row * height * width * channels;
      for (let pixel = 0; pixel < height * width; pixel++) {
        const field = fieldOf(pixel);
        for (let c = 0; c < channels; c++) means[field * channels + c]! += data[start + pixel * channels + c]! / counts[field]!;
      }
      return means;
    },
  };
}

/** [width] means, and 1 / standard deviation over the training rows; 0 where nothing varies. */
function standards(fold: Fold, part: Encoded, rows: number): { readonly middle: Float64Array; readonly scale: Float64Array } {
  const [sum, squares] = [new Float64Array(fold.width), new Float64Array(fold.width)];
  const all = Array.from({ length: rows }, (_, row) => fold.read(part, row));
  for (const own of all) own.forEach((value, i) => { sum[i]! += value / rows; });
  for (const own of all) own.forEach((value, i) => { squares[i]! += (value - sum[i]!) ** 2 / rows; });
  return { middle: sum, scale: squares.map((of) => (of > 1e-20 ? 1 / Math.sqrt(of) : 0)) };
}

/** The same rows as [rows, width], row-major. */
export function dense({ rows, width, starts, columns, values }: Sparse): Float64Array {
  const all = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) for (let i = starts[row]!; i < starts[row + 1]!; i++) all[row * width + columns[i]!] = values[i]!;
  return all;
}
