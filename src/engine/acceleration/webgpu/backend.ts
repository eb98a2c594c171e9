import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { words } from "../../../messages/en/acceleration.ts";
import * as tf from "../../tf.ts";
import type { Tensor } from "../../tf.ts";
import { DeviceFailure } from "../health.ts";
import type { Recorded } from "../recorded.ts";
import { kept } from "../repeat.ts";
import { lendBuffers, type Buffers } from "./buffers.ts";
import { capture, type Capture } from "./capture.ts";
import type { Wait } from "./nudge.ts";
import type { Tape } from "./tape.ts";
import type { Watch } from "./watch.ts";

type Given<Name extends "read" | "readSync" | "write" | "uploadToGPU" | "runWebGPUProgram"> = Parameters<WebGPUBackend[Name]>;

/** Each command alone, so that what is released serves the next; and none in JavaScript, which no replay would do. */
const WHILE_RECORDING = { WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE: 1, WEBGPU_CPU_FORWARD: false };

/**
 * TensorFlow.js on a device that is watched: a hang, a loss and a refused command end what waits for an answer, whoever waits for it.
 * The commands of what it computes can be recorded and issued again.
 */
export class RecordingBackend extends WebGPUBackend {
  private readonly buffers: Buffers;
  private capture: Capture | null = null;
  private hasPending = false;

  constructor(private readonly watched: Watch, private readonly wait: Wait, ...device: ConstructorParameters<typeof WebGPUBackend>) {
    super(...device);
    this.buffers = lendBuffers(this.bufferManager);
  }

  /** Does the work and keeps its commands. Work that throws is done anew without, where it has changed nothing that was there before. */
  record<T extends readonly Tensor[]>(work: () => T, feeds: ReadonlySet<object>): Recorded<T> {
    const taken = capture(this.buffers.source);
    try {
      const results = this.capturing(taken, () => kept(work));
      return this.recorded(taken, results, feeds);
    } catch (cause) {
      taken.pool.dispose();
      if (taken.mayHaveChangedOthers) throw cause;
      return unrecorded(kept(work), words.capture.threw(cause instanceof Error ? cause.message : String(cause)));
    }
  }

  /** Submits what waits for it. */
  flush(): void {
    if (!this.hasPending) return;
    this.endComputePassEncoder();
    this.submitQueue();
  }

  override ensureCommandEncoderReady(): void {
    super.ensureCommandEncoderReady();
    this.hasPending = true;
  }

  override submitQueue(): void {
    super.submitQueue();
    this.hasPending = false;
  }

  override write(...given: Given<"write">): object {
    const dataId = super.write(...given);
    this.capture?.make(dataId);
    return dataId;
  }

  /** What was there before a recording is uploaded once, and outlives it. */
  override uploadToGPU(dataId: Given<"uploadToGPU">[0]): void {
    if (this.capture === null || this.capture.made.has(dataId)) return super.uploadToGPU(dataId);
    this.capture.use(dataId);
    this.aside(this.capture, () => super.uploadToGPU(dataId));
  }

  override runWebGPUProgram(...given: Given<"runWebGPUProgram">): ReturnType<WebGPUBackend["runWebGPUProgram"]> {
    const output = super.runWebGPUProgram(...given);
    this.capture?.write(output.dataId);
    return output;
  }

  /** Unlike TensorFlow.js's own, it keeps no copy in JavaScript: what is on the device may be changed where it lies. */
  override read(dataId: object): ReturnType<WebGPUBackend["read"]> {
    const { values, resource, dtype } = this.tensorMap.get(dataId);
    if (values || !(resource instanceof GPUBuffer)) return super.read(dataId);
    const answer = this.capture === null ? this.getBufferData(resource) : this.refused(this.capture, () => this.getBufferData(resource));
    return this.watched.guard(this.wait(answer).then((data) => tf.util.convertBackendValuesAndArrayBuffer(data, dtype)));
  }

  override readSync(...given: Given<"readSync">): ReturnType<WebGPUBackend["readSync"]> {
    const isOnDevice = !this.tensorMap.get(given[0]).values;
    return this.capture && isOnDevice ? this.refused(this.capture, () => super.readSync(...given)) : super.readSync(...given);
  }

  private capturing<T>(taken: Capture, work: () => T): T {
    this.flush();
    const ends = [taken.tape.listen(this.device), this.buffers.from(taken.pool), withFlags(WHILE_RECORDING)];
    this.capture = taken;
    try {
      return work();
    } finally {
      this.flush();
      this.capture = null;
      for (const end of ends) end();
    }
  }

  private recorded<T extends readonly Tensor[]>({ tape, pool, made, used }: Capture, results: T, feeds: ReadonlySet<object>): Recorded<T> {
    const known = new Set(results.map(({ dataId }) => dataId));
    const left = [...made].filter((data) => this.tensorMap.has(data) && !known.has(data));
    return {
      results,
      flaw: tape.flaw ?? (left.length > 0 ? words.capture.left(left.length) : null),
      captured: { commands: tape.commands, bytes: pool.bytes, uploads: [...feeds].filter((feed) => used.has(feed)).length },
      replay: () => this.replay(tape),
      dispose: () => {
        this.flush();
        tf.dispose([...results]);
        pool.dispose();
        this.buffers.drain();
      },
    };
  }

  private replay(tape: Tape): void {
    if (this.watched.failure !== null) throw new DeviceFailure(this.watched.failure);
    this.flush();
    const encoder = this.device.createCommandEncoder();
    tape.play(encoder);
    this.queue.submit([encoder.finish()]);
  }

  /** Reads that the computation makes itself: a replay would not wait for them. */
  private refused<T>(taken: Capture, read: () => T): T {
    taken.tape.spoil(words.capture.reads);
    return this.aside(taken, read);
  }

  private aside<T>({ tape }: Capture, work: () => T): T {
    const end = this.buffers.from(null);
    try {
      return tape.aside(work);
    } finally {
      end();
    }
  }
}

const unrecorded = <T extends readonly Tensor[]>(results: T, flaw: string): Recorded<T> => ({
  results, flaw,
  captured: { commands: 0, bytes: 0, uploads: 0 },
  replay() {},
  dispose: () => tf.dispose([...results]),
});

/** Sets flags of TensorFlow.js; the function that is returned sets them back. */
function withFlags(flags: Readonly<Record<string, number | boolean>>): () => void {
  const before = Object.keys(flags).map((name) => [name, tf.env().get(name)] as const);
  for (const [name, value] of Object.entries(flags)) tf.env().set(name, value);
  return () => {
    for (const [name, value] of before) tf.env().set(name, value);
  };
}
