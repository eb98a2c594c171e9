import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "../tf.ts";
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from "../tf.ts";

/** Kernels that training needs and TensorFlow.js 4.22 does not have on wasm: gradients of convolutions. */
const MISSING = ["Conv2DBackpropFilter", "DepthwiseConv2dNativeBackpropFilter", "DepthwiseConv2dNativeBackpropInput", "Einsum"];

/** Gives wasm each kernel it lacks by running the plain JavaScript one on copies of its operands. */
export function registerWasmFallbacks(): void {
  for (const kernelName of MISSING) {
    const plain = tf.getKernel(kernelName, "cpu");
    if (!plain) throw new Error(`internal: the cpu backend has no kernel ${kernelName}`);
    if (!tf.getKernel(kernelName, "wasm")) tf.registerKernel({ kernelName, backendName: "wasm", kernelFunc: onCpu(plain.kernelFunc) });
  }
}

const onCpu = (kernel: KernelFunc): KernelFunc => ({ inputs, backend, attrs }) => {
  const wasm = backend as BackendWasm; // the kernels below are registered for these two backends alone
  const cpu = tf.findBackend("cpu") as MathBackendCPU;
  const lent: TensorInfo[] = [];
  const lend = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => {
    const copy = { dataId: cpu.write(wasm.readSync(dataId), shape, dtype), shape, dtype };
    lent.push(copy);
    return copy;
  };
  const operands: NamedTensorInfoMap = {};
  for (const [name, tensor] of Object.entries(inputs)) if (tensor) operands[name] = lend(tensor);
  const made = kernel({ inputs: operands, backend: cpu, ...(attrs && { attrs }) });
  const results = (Array.isArray(made) ? made : [made]).map((result) => {
    const { values } = cpu.data.get(result.dataId);
    const output = wasm.makeOutput(result.shape, result.dtype, undefined, values);
    cpu.disposeData(result.dataId);
    return output;
  });
  lent.forEach(({ dataId }) => cpu.disposeData(dataId));
  return Array.isArray(made) ? results : results[0]!;
};
