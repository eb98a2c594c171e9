import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from "../../tf.ts";
import { FUSED } from "../../kernels/index.ts";
import { WASM_KERNELS } from "../../kernels/wasm/index.ts";
import type { WasmKernel } from "../../kernels/runtime.ts";
import type { WasmBackend } from "./backend.ts";

/** Every kernel of WebAssembly: ours where we have one, else the stock JavaScript kernel on views of the same memory. */
export function registerWasmKernels(): void {
  const stock = new Map(tf.getKernelsForBackend("cpu").map(({ kernelName, kernelFunc }) => [kernelName, inJavaScript(kernelName, kernelFunc)]));
  const fused = FUSED.flatMap(({ name, wasm }) => (wasm ? [[name, wasm] as const] : []));
  const own = [...Object.entries(WASM_KERNELS), ...fused].map(([name, kernel]) => [name, compiled(name, kernel, stock.get(name))] as const);
  for (const [kernelName, kernelFunc] of new Map([...stock, ...own])) {
    if (!tf.getKernel(kernelName, "wasm")) tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc });
  }
}

const compiled = (name: string, kernel: WasmKernel, stock: KernelFunc | undefined): KernelFunc => (given) => {
  const made = kernel(given.backend as WasmBackend, given.inputs, given.attrs ?? {}); // registered for it alone
  if (made) return made;
  if (!stock) throw new Error(`internal: ${name} is not for such operands`);
  return stock(given);
};

/** Numbers of another backend, lent to a stock kernel for one call. */
const inJavaScript = (name: string, kernel: KernelFunc): KernelFunc => ({ inputs, backend, attrs }) => {
  const wasm = backend as WasmBackend; // registered for it alone
  wasm.inJavaScript.add(name);
  const cpu = tf.findBackend("cpu") as MathBackendCPU; // imported with the engine
  const run = (operands: readonly Operand[]) => {
    const lent = operands.map(({ name, at, length, shape, dtype }) =>
      ({ name, info: { dataId: cpu.write(wasm.typed(at, length, dtype), [...shape], dtype), shape: [...shape], dtype } }));
    const named = Object.assign(Array.isArray(inputs) ? [] : {}, Object.fromEntries(lent.map(({ name, info }) => [name, info]))) as NamedTensorInfoMap;
    const made = kernel({ inputs: named, backend: cpu, ...(attrs && { attrs }) });
    return { made: Array.isArray(made) ? made : [made], isList: Array.isArray(made), lent };
  };
  const operands = Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [operandOf(wasm, name, tensor)] : []));
  const before = wasm.place;
  const first = run(operands);
  // A cast that loses nothing returns its operand under another type: here the numbers are laid out anew.
  const sameAs = first.made.map(({ dataId, dtype }) => first.lent.findIndex(({ info }) => info.dataId === dataId && info.dtype === dtype));
  const outputs = first.made.map(({ shape, dtype }, k): TensorInfo =>
    sameAs[k]! >= 0 ? wasm.alias(inputs[operands[sameAs[k]!]!.name]!, shape) : wasm.output(shape, dtype));
  const targets = outputs.map((output) => operandOf(wasm, "", output));
  const settle = ({ made, lent }: ReturnType<typeof run>) => {
    made.forEach((result, k) => {
      const { at, length, dtype } = targets[k]!;
      if (sameAs[k]! < 0) wasm.typed(at, length, dtype).set(cpu.data.get(result.dataId).values as Float32Array); // numbers, of whatever type
    });
    for (const info of [...made, ...lent.map(({ info }) => info)]) {
      if (info instanceof tf.Tensor) info.dispose(); // some kernels make a tensor, which a replay has no scope to free
      else cpu.disposeData(info.dataId, true);
    }
  };
  // A result may be a view of an operand, which does not outlive the growth of the memory that the outputs may have asked for.
  settle(wasm.place === before ? first : run(operands));
  wasm.again(() => settle(run(operands)));
  return first.isList ? outputs : outputs[0]!;
};

interface Operand extends Omit<TensorInfo, "dataId"> { readonly name: string; readonly at: number; readonly length: number }

const operandOf = (wasm: WasmBackend, name: string, tensor: TensorInfo): Operand =>
  ({ name, at: wasm.pointer(tensor), length: tf.util.sizeFromShape(tensor.shape), shape: tensor.shape, dtype: tensor.dtype });
