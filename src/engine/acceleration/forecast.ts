import type { Speed } from "./speed.ts";

/** What a run will ask of the device. */
export interface Load {
  readonly parameters: number;
  /** Of one row's way forward. */
  readonly multiplyAdds: number;
  readonly activations: number;
  readonly layers: number;
  /** Bytes of one row of the data on the device. */
  readonly rowBytes: number;
  /** Rows that it learns from; 0 where no table is known. */
  readonly rows: number;
  readonly batchSize: number;
  /** Epochs, at most. */
  readonly epochs: number;
}

export interface Forecast {
  /** Bytes on the device while it trains. */
  readonly memory: number;
  /** Of one pass over the rows; null where no table is known. */
  readonly secondsPerEpoch: number | null;
  /** Of one row asked by itself, as the prediction form does. */
  readonly secondsPerAnswer: number;
  /** Was such a model timed on this device, or is it arithmetic? */
  readonly timed: boolean;
  /** Are the rows more than memory holds, so that they come from a file, piece by piece? */
  readonly streamed: boolean;
  readonly verdict: "fits" | "tight" | "too_large";
  /** A batch size that fits, where this one does not; null where none would. */
  readonly smallerBatch: number | null;
}

const BYTES = 4;
/** A weight, its gradient, and two moments. */
const NUMBERS_PER_WEIGHT = 4;
/** The numbers of the way forward, and as many of the way back. */
const WAYS = 2;
/** Forward once, backward twice. */
const PASSES = 3;
/** Commands that a layer costs on its way forward and back. */
const COMMANDS_PER_LAYER = 6;
/** An answer is not replayed: each layer's commands are issued anew (0.6 ms were measured for 6 layers, 2.2 ms for 26). */
const SECONDS_PER_LAYER_ASKED = 100e-6;
/** Small matrices and everything that is no product run at this share of the speed of a large product. */
const SHARE_OF_SPEED = 0.4;
/** A fuller device may still do, but other tabs want memory too. */
const COMFORTABLE = 0.5;

/** What a host offers for rows that are too many: those that memory holds, and those of them that are on the device at a time, in bytes. */
export interface Held { readonly memory: number; readonly table: number }

/** held: null where rows have no other place than memory. */
export function forecast(load: Load, speed: Speed, held: Held | null = null): Forecast {
  const streamed = held !== null && load.rows * load.rowBytes > held.memory;
  return { ...ofRows(streamed ? held.table : load.rows * load.rowBytes, load, speed), streamed };
}

/** data: bytes of rows on the device. */
function ofRows(data: number, load: Load, speed: Speed): Omit<Forecast, "streamed"> {
  const memory = memoryOf(load, load.batchSize) + data;
  const verdict = verdictOf(memory, speed.memory);
  const seconds = speed.secondsPerStep ?? secondsPerStep(load, speed);
  return {
    memory,
    secondsPerEpoch: load.rows > 0 ? seconds * stepsPerEpoch(load) : null,
    secondsPerAnswer: load.multiplyAdds / (speed.multiplyAddsPerSecond * SHARE_OF_SPEED) + load.layers * SECONDS_PER_LAYER_ASKED,
    timed: speed.secondsPerStep !== null,
    verdict,
    smallerBatch: verdict === "fits" ? null : smallerBatch(load, data, speed.memory),
  };
}

export const stepsPerEpoch = ({ rows, batchSize }: Load): number => Math.ceil(rows / Math.max(1, Math.min(rows, batchSize)));

/** Beside the rows. */
function memoryOf({ parameters, activations }: Load, batchSize: number): number {
  return BYTES * (parameters * NUMBERS_PER_WEIGHT + batchSize * activations * WAYS);
}

function secondsPerStep({ multiplyAdds, batchSize, layers }: Load, { multiplyAddsPerSecond, secondsPerCommand }: Speed): number {
  return (PASSES * batchSize * multiplyAdds) / (multiplyAddsPerSecond * SHARE_OF_SPEED) + layers * COMMANDS_PER_LAYER * secondsPerCommand;
}

function verdictOf(memory: number, limit: number): Forecast["verdict"] {
  if (memory > limit) return "too_large";
  return memory > COMFORTABLE * limit ? "tight" : "fits";
}

/** The largest power of two whose batch fits comfortably. */
function smallerBatch(load: Load, data: number, limit: number): number | null {
  for (let size = 2 ** Math.floor(Math.log2(load.batchSize)); size >= 1; size /= 2) {
    if (size < load.batchSize && verdictOf(memoryOf(load, size) + data, limit) === "fits") return size;
  }
  return null;
}
