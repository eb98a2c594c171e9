import { words as say } from "../../../messages/en/acceleration.ts";
import { DeviceFailure } from "../health.ts";
import { within, type ThreadPort, type ThreadsPort } from "../ports.ts";
import type { KernelName } from "../../kernels/wasm/binary.ts";
import type { Kernels } from "./module.ts";
import type { Shares } from "./shares.ts";
import { ARGUMENTS, ASLEEP, AWAITED, callAt, FAILED, IDLE, LINE, LIST, listAt, LISTED, LOOKS, OFFERED, OVER, TAKEN, type ThreadTask } from "./thread.ts";

/** A kernel with all its arguments. */
export interface Call { readonly name: KernelName; readonly args: readonly number[] }
/** Calls one after another, and how they are done here. */
export interface Lane { readonly calls: readonly Call[]; replay(): void }

/** Threads that compute one kernel together, or several lists of calls side by side. */
export interface Team {
  /** With the one that asks. */
  readonly threads: number;
  /** Nanoseconds that a share is to take at least. */
  readonly least: number;
  /** A call of a kernel in shares; it is back when all of them are done. */
  shared(name: KernelName, args: readonly number[], shares: Shares): () => void;
  /** Up to as many lanes as threads, which write nothing that another reads; it is back when all of them are done. Null where one is too long to hand over. */
  beside(lanes: readonly Lane[]): (() => void) | null;
  end(): void;
}

/** To offer a share and to hear that it is done takes about a thousand nanoseconds. */
const LEAST = 3_000;
/** Milliseconds for a helper to start: its file is small, and the backend can begin without it. */
const START = 3000;
/** A machine that slept has missed its ticks, not counted them at once. */
const TICKS = 8;
/**
 * Milliseconds of waking time after which a share that was taken counts as lost, with the thread that took it: the asking thread has done one of
 * the same size by then, and a slow machine that is busy with other things may take its time.
 */
const patienceFor = (share: number): number => 1500 + 20 * share;

/** Starts helpers over a shared memory; rejects where one does not answer, when none is left running. */
export async function gather(port: ThreadsPort, task: Pick<ThreadTask, "module" | "memory" | "tall">, kernels: Kernels): Promise<Team> {
  const helpers = port.count - 1;
  const mailbox = new SharedArrayBuffer(listAt(helpers, helpers));
  const ports: ThreadPort[] = [];
  const end = () => {
    const words = new Int32Array(mailbox);
    for (let i = 0; i < helpers; i++) {
      Atomics.store(words, i * LINE, OVER);
      Atomics.notify(words, i * LINE);
    }
    for (const thread of ports) thread.stop();
  };
  try {
    for (let i = 0; i < helpers; i++) ports.push(port.spawn());
    await within(START, say.wasm.thread, Promise.all(ports.map((thread, place) => thread.begin({ ...task, mailbox, helpers, place } satisfies ThreadTask))));
  } catch (cause) {
    end();
    throw cause;
  }
  return { threads: helpers + 1, least: LEAST, ...sharer(mailbox, helpers, kernels), end };
}

/**
 * A share that its helper has not taken by the time the asking thread has done its own is taken back: nobody waits for a thread that sleeps, that
 * the machine has no core for, or that has died.
 */
function sharer(mailbox: SharedArrayBuffer, helpers: number, kernels: Kernels): Pick<Team, "shared" | "beside"> {
  const words = new Int32Array(mailbox);
  const common = new Float64Array(mailbox, callAt(helpers), 2 + ARGUMENTS);
  const lists = Array.from({ length: helpers }, (_, place) => new Float64Array(mailbox, listAt(helpers, place), LIST));
  const numbers = Object.keys(kernels);
  const sent = ({ name, args }: Call): readonly number[] => [numbers.indexOf(name), args.length, ...args];
  let failure: string | null = null;

  /** Waits for a share that was taken. */
  const finished = (state: number, patience: number): void => {
    for (let looks = LOOKS; looks > 0; looks--) if (Atomics.load(words, state) !== TAKEN) break;
    Atomics.compareExchange(words, state, TAKEN, AWAITED);
    for (let tick = 0; Atomics.load(words, state) === AWAITED && tick < TICKS; tick++) Atomics.wait(words, state, AWAITED, patience / TICKS);
    const now = Atomics.load(words, state);
    if (now === AWAITED) failure = say.wasmBroke(say.noAnswer(say.wasm.thread, patience));
    else if (now === FAILED) failure = say.wasmBroke(say.wasm.thread);
  };
  const offer = (state: number, from: number, to: number): void => {
    words[state + 1] = from;
    words[state + 2] = to;
    if (Atomics.exchange(words, state, OFFERED) === ASLEEP) Atomics.notify(words, state);
  };
  const isTakenBack = (state: number): boolean => Atomics.compareExchange(words, state, OFFERED, IDLE) === OFFERED;

  /** Part `i` is done by the helper that `offers` give it to, or here; the first is done here. */
  const together = (parts: number, offers: () => void, here: (part: number) => void, patience: () => number): void => {
    if (failure !== null) throw new DeviceFailure(failure);
    offers();
    try {
      here(0);
      for (let i = 1; i < parts; i++) {
        const state = (i - 1) * LINE;
        if (isTakenBack(state)) here(i);
        else finished(state, patience());
      }
    } catch (cause) {
      failure = say.wasmBroke(cause instanceof Error ? cause.message : String(cause)); // others may still be at it
      throw cause;
    }
    if (failure !== null) throw new DeviceFailure(failure);
  };
  return {
    shared(name, args, { cuts, nanoseconds }) {
      const patience = patienceFor(nanoseconds / 1e6);
      const kernel = kernels[name];
      const call = sent({ name, args });
      const offers = () => {
        common.set(call);
        for (let i = 1; i < cuts.length - 1; i++) offer((i - 1) * LINE, cuts[i]!, cuts[i + 1]!);
      };
      return () => together(cuts.length - 1, offers, (i) => kernel(...args, cuts[i]!, cuts[i + 1]!), () => patience);
    },
    beside(lanes) {
      const given = lanes.slice(1).map(({ calls }) => Float64Array.from(calls.flatMap(sent)));
      if (given.some(({ length }) => length > LIST)) return null;
      const offers = () => given.forEach((calls, i) => {
        lists[i]!.set(calls);
        offer(i * LINE, calls.length, LISTED);
      });
      return () => {
        const start = performance.now();
        together(lanes.length, offers, (i) => lanes[i]!.replay(), () => patienceFor(performance.now() - start));
      };
    },
  };
}
