import * as tf from "../../tf.ts";
import type { DataType, TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../../kernels/runtime.ts";
import type { KernelName } from "../../kernels/wasm/binary.ts";
import { memory, type Memory } from "./memory.ts";
import type { WasmModule } from "./module.ts";
import { recording, type Command, type Recording } from "./recording.ts";
import { sharesOf } from "./shares.ts";
import type { Team } from "./team.ts";

type Values = Float32Array | Int32Array | Uint8Array;
interface Entry {
  readonly at: number;
  readonly length: number;
  readonly dtype: DataType;
  readonly home: Pick<Memory, "give">;
  references: number;
}

/**
 * TensorFlow.js on memory and kernels of our own: every tensor is a stretch of one WebAssembly memory, and every kernel a call of the
 * compiled module, or of a stock JavaScript kernel on views of that memory. Calls can be recorded and issued again.
 */
export class WasmBackend extends tf.KernelBackend implements WasmRuntime {
  private readonly data = new tf.DataStorage<Entry>(this, tf.engine());
  private readonly memoryOf: Memory;
  private recorded: Recording | null = null;
  private isAlone = false;
  /** Stock kernels that have run, for want of a compiled one. */
  readonly inJavaScript = new Set<string>();

  constructor(private readonly module: WasmModule) {
    super();
    this.memoryOf = memory((pages) => {
      const missing = pages - module.memory.buffer.byteLength / 65_536;
      if (missing > 0) module.memory.grow(Math.max(missing, Math.min(pages, 256))); // by doubling while it is small
    });
  }

  /**
   * Runs `work` and keeps the calls it issues. What it made stays where it is, for the calls to fill anew, until the recording is disposed of.
   * isAlone: one thread does each call.
   */
  record<T>(work: () => T, isAlone = false): { readonly result: T; readonly recorded: Recording } {
    const recorded = (this.recorded = recording(this.memoryOf));
    this.isAlone = isAlone;
    try {
      return { result: work(), recorded };
    } catch (cause) {
      recorded.dispose();
      throw cause;
    } finally {
      recorded.close();
      this.recorded = null;
      this.isAlone = false;
    }
  }

  call(name: KernelName, extent: number, ...args: readonly number[]): void {
    const command = this.commandOf(name, extent, args);
    command.run();
    this.recorded?.add(command);
  }

  script(work: () => void): void {
    work();
    this.again(work);
  }

  /** Something that was done already and has to be done in a replay too. */
  again(work: () => void): void {
    this.recorded?.add({ run: work, call: null });
  }

  pointer(tensor: TensorInfo): number {
    return this.data.get(tensor.dataId).at;
  }

  output(shape: readonly number[], dtype: DataType): TensorInfo {
    const length = tf.util.sizeFromShape([...shape]);
    const home = this.recorded ?? this.memoryOf;
    return { dataId: this.enter({ at: home.take(bytesOf(length, dtype)), length, dtype, home, references: 1 }), shape: [...shape], dtype };
  }

  alias(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
    this.incRef(tensor.dataId);
    return { dataId: tensor.dataId, shape: [...shape], dtype: tensor.dtype };
  }

  release({ dataId }: TensorInfo): void {
    this.disposeData(dataId);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.module.memory.buffer, address, length);
  }

  ints(address: number, length: number): Int32Array {
    return new Int32Array(this.module.memory.buffer, address, length);
  }

  /** A view of numbers in memory, good until the memory grows. */
  typed(at: number, length: number, dtype: DataType): Values {
    return new (arrayOf(dtype))(this.module.memory.buffer, at, length);
  }

  /** What the memory's views look into; another after it has grown. */
  get place(): ArrayBuffer {
    return this.module.memory.buffer;
  }

  get bytes(): number {
    return this.memoryOf.taken;
  }

  override write(values: Values, shape: number[], dtype: DataType): object {
    const length = tf.util.sizeFromShape(shape);
    const bytes = bytesOf(length, dtype);
    const recorded = this.recorded;
    const dataId = this.enter({
      at: recorded ? recorded.takeForGood(bytes) : this.memoryOf.take(bytes),
      length, dtype, home: recorded ?? this.memoryOf, references: 1,
    });
    if (values) this.view(dataId).set(values);
    return dataId;
  }

  override move(dataId: object, values: Values, shape: number[], dtype: DataType, references: number): void {
    const length = tf.util.sizeFromShape(shape);
    this.data.set(dataId, { at: this.memoryOf.take(bytesOf(length, dtype)), length, dtype, home: this.memoryOf, references });
    this.view(dataId).set(values);
  }

  override async read(dataId: object): Promise<Values> {
    return this.readSync(dataId);
  }

  override readSync(dataId: object): Values {
    return this.view(dataId).slice();
  }

  override refCount(dataId: object): number {
    return this.data.has(dataId) ? this.data.get(dataId).references : 0;
  }

  override incRef(dataId: object): void {
    this.data.get(dataId).references++;
  }

  decRef(dataId: object): void {
    if (this.data.has(dataId)) this.data.get(dataId).references--;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const entry = this.data.get(dataId);
    entry.references--;
    if (!force && entry.references > 0) return false;
    this.data.delete(dataId);
    entry.home.give(entry.at);
    return true;
  }

  override numDataIds(): number {
    return this.data.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return true;
  }

  override async time(work: () => void): Promise<{ kernelMs: number }> {
    const start = performance.now();
    work();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.module.team?.end();
  }

  /** Who computes with this thread; null where nobody does. */
  get team(): Team | null {
    return this.module.team;
  }

  private commandOf(name: KernelName, extent: number, args: readonly number[]): Command {
    const { kernels, team } = this.module;
    const shares = team && !this.isAlone && sharesOf(name, args, extent, team);
    if (shares) return { run: team.shared(name, args, shares), call: null };
    const kernel = kernels[name];
    return { run: () => kernel(...args, 0, extent), call: { name, args: [...args, 0, extent] } };
  }

  private view(dataId: object): Values {
    const { at, length, dtype } = this.data.get(dataId);
    return this.typed(at, length, dtype);
  }

  private enter(entry: Entry): object {
    const dataId = {};
    this.data.set(dataId, entry);
    return dataId;
  }
}

const bytesOf = (length: number, dtype: DataType): number => length * arrayOf(dtype).BYTES_PER_ELEMENT;

function arrayOf(dtype: DataType): Float32ArrayConstructor | Int32ArrayConstructor | Uint8ArrayConstructor {
  switch (dtype) {
    case "float32": return Float32Array;
    case "int32": return Int32Array;
    case "bool": return Uint8Array;
    default: throw new Error(`internal: no tensors of ${dtype} on WebAssembly`);
  }
}
