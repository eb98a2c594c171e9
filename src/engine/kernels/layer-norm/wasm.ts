import type { WasmKernel } from "../runtime.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

export const layerNormOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { x, gamma, beta, rows, d, epsilon } = operandsOf(inputs, attrs);
  const y = runtime.output(x.shape, "float32");
  const [gammaAt, betaAt] = [gamma, beta].map((tensor) => (tensor ? runtime.pointer(tensor) : 0));
  runtime.call("layerNorm", rows, runtime.pointer(x), gammaAt!, betaAt!, runtime.pointer(y), d, epsilon);
  return y;
};

export const layerNormGradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { dy, x, gamma, rows, d, epsilon } = gradientOperandsOf(inputs, attrs);
  const dx = runtime.output(x.shape, "float32");
  const moments = runtime.output([rows, 2], "float32");
  const [dyAt, xAt, momentsAt] = [dy, x, moments].map((tensor) => runtime.pointer(tensor)) as [number, number, number];
  runtime.call("layerNormGrad", rows, dyAt, xAt, gamma ? runtime.pointer(gamma) : 0, runtime.pointer(dx), momentsAt, d, epsilon);
  const outputs = [dx];
  if (gamma) {
    const [dGamma, dBeta] = [runtime.output([d], "float32"), runtime.output([d], "float32")];
    runtime.call("layerNormGradAffine", d, dyAt, xAt, momentsAt, runtime.pointer(dGamma), runtime.pointer(dBeta), rows, d);
    outputs.push(dGamma, dBeta);
  }
  runtime.release(moments);
  return outputs;
};
