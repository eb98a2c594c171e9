import * as tf from "../tf.ts";
import type { Tensor, Tensor1D } from "../tf.ts";

/** Numbers that a repeated computation is given anew each time: one tensor, one upload. */
export interface Feed {
  /** float32 [length]; the same tensor throughout, with whatever was last written. */
  readonly tensor: Tensor1D;
  write(values: Float32Array): void;
  dispose(): void;
}

/** Numbers on the device that are replaced piece by piece, between runs of what reads them. */
export interface Room {
  /** int32 [length]; the same tensor throughout. */
  readonly tensor: Tensor1D;
  /** Puts values down from the number `at` on; runs that were asked for before still read what lay there. */
  write(values: Int32Array, at: number): void;
  dispose(): void;
}

/** A computation that is the same every time but for what its feeds hold and what it has left in place. */
export interface Repeated<T extends readonly Tensor[]> {
  /** The results: the same tensors each time, filled anew; they belong to this object. */
  run(): T;
  /** What one replay asks of the device; null before the first run, and where every run is computed anew. */
  readonly captured: Captured | null;
  /** Why every run is computed anew, when that is so. */
  readonly why: string | null;
  dispose(): void;
}
export interface Captured {
  /** Dispatches on WebGPU, calls of kernels on WebAssembly. */
  readonly commands: number;
  /** Memory held for what is computed in between, and for the results. */
  readonly bytes: number;
  /** Feeds that it reads: each is one upload. None on WebAssembly, whose memory is JavaScript's too. */
  readonly uploads: number;
}

/** How computations are repeated on the backend that runs. */
export interface Repeater {
  feed(length: number): Feed;
  room(length: number): Room;
  /**
   * The first run records what `work` asks of the device, later ones issue the same commands again. `work` must have static shapes,
   * read nothing from JavaScript that changes, and change what outlives it (weights, moments) in place. Where it cannot be
   * recorded, it is computed anew each time.
   */
  repeat<T extends readonly Tensor[]>(work: () => T): Repeated<T>;
  /** Absent where one thread computes, or the device shares the work out itself. */
  readonly lanes?: Lanes;
  /** A copy of the numbers that a float32 tensor holds now, whatever is computed into it while they are under way. */
  read(tensor: Tensor): Promise<Float32Array>;
}

/** Computations side by side, each in a thread of its own. */
export interface Lanes {
  readonly most: number;
  /** As `Repeater.repeat`, of up to so many works that write nothing another reads: what each returns, one after another. */
  repeat(works: readonly (() => readonly Tensor[])[]): Repeated<readonly Tensor[]>;
}

/** Computes anew each time: for plain JavaScript, and as the oracle of those that record. */
export const eagerRepeater: Repeater = {
  feed(length) {
    const values = new Float32Array(length);
    const tensor = tf.keep(tf.tensor1d(values)); // plain JavaScript keeps the very array
    return { tensor, write: (given) => values.set(given), dispose: () => tensor.dispose() };
  },
  room(length) {
    const values = new Int32Array(length);
    const tensor = tf.keep(tf.tensor1d(values, "int32")); // as above
    return { tensor, write: (given, at) => values.set(given, at), dispose: () => tensor.dispose() };
  },
  repeat: (work) => anew(work, null),
  read: async (tensor) => (await tensor.data<"float32">()).slice(),
};

/** Every run is computed, and the results of the one before are freed. */
export function anew<T extends readonly Tensor[]>(work: () => T, why: string | null): Repeated<T> {
  let last: T | null = null;
  const forget = () => {
    if (last) tf.dispose([...last]);
    last = null;
  };
  return {
    captured: null,
    why,
    run() {
      forget();
      last = kept(work);
      return last;
    },
    dispose: forget,
  };
}

/** What `work` returns, and nothing else that it made. */
export const kept = <T extends readonly Tensor[]>(work: () => T): T => {
  let made: T | null = null;
  tf.tidy(() => {
    made = work();
    made.forEach((tensor) => tf.keep(tensor));
  });
  if (!made) throw new Error("internal: the work was not done");
  return made;
};
