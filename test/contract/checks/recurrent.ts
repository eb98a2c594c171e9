import * as tf from "../../../src/engine/tf.ts";
import { CELLS, recur, recurPlainly, type Cell, type Recurrence } from "../../../src/engine/kernels/recurrent/index.ts";
import golden from "../../golden/recurrent.json" with { type: "json" };
import { close, equal, type Check } from "./check.ts";

/** The recurrent kernels against PyTorch (test/golden/recurrent.py) and against the composition of ordinary ops. */
export const recurrentKernelChecks = (): readonly Check[] => [...golden.cases.map(goldenCheck), ...twinCases.map(twinCheck)];

/** Float32 on the processor; the GPU's curves are coarser. */
const tolerance = () => (tf.getBackend() === "webgpu" ? 1e-4 : 1e-5);

type Operands = readonly [x: tf.Tensor, kernel: tf.Tensor, recurrent: tf.Tensor, bias: tf.Tensor];
type Op = (recurrence: Recurrence) => tf.Tensor;
type Rest = Pick<Recurrence, "cell" | "present" | "backwards" | "mostProducts">;

/** States of a sequence, [batch, time, units]. */
function statesOf(op: Op, [x, kernel, recurrent, bias]: Operands, rest: Rest): tf.Tensor {
  const [batch, time, width] = x.shape as [number, number, number];
  const projected = tf.reshape(tf.matMul(tf.reshape(x, [batch * time, width]), kernel as tf.Tensor2D), [batch, time, kernel.shape[1]!]);
  return op({ ...rest, projected, kernel: recurrent, bias });
}

/** Σ states · asked, and its gradients by all operands. */
const slopes = (op: Op, operands: Operands, asked: tf.Tensor, rest: Rest) =>
  tf.grads((...given: tf.Tensor[]) => tf.sum(tf.mul(statesOf(op, given as unknown as Operands, rest), asked)))([...operands]); // as many as were given

const NAMES = ["x", "kernel", "recurrent", "bias"] as const;

const goldenCheck = (example: (typeof golden.cases)[number]): Check => ({
  name: `golden recurrent ${example.cell}${example.backwards ? " backwards" : ""}, rows of several lengths`,
  async run() {
    const { batch, time, width, units } = golden;
    const cell = example.cell as Cell; // out of the golden file
    const columns = CELLS[cell].gates * units;
    const operands: Operands = [
      tf.tensor(example.x, [batch, time, width]),
      tf.tensor(example.kernel, [width, columns]),
      tf.tensor(example.recurrent, [units, columns]),
      tf.tensor1d(example.bias),
    ];
    const rest = { cell, backwards: example.backwards, present: tf.tensor2d(example.mask, [batch, time]) };
    const asked = tf.tensor(example.asked, [batch, time, units]);
    const there = tf.tidy(() => tf.mul(statesOf(recur, operands, rest), tf.expandDims(rest.present, 2)));
    close(await there.data(), example.states, tolerance(), "states");
    const got = slopes(recur, operands, asked, rest);
    for (const [i, name] of NAMES.entries()) close(await got[i]!.data(), example.gradients[name], tolerance(), `gradient of ${name}`);
    tf.dispose([...operands, rest.present, asked, there, ...got]);
  },
});

interface TwinCase { readonly batch: number; readonly time: number; readonly units: number; readonly backwards: boolean; readonly isMasked: boolean; readonly stepsAtOnce?: number }
/** One block of rows and two, units that fill a vector and that do not, a single step, and sequences that WebGPU does in several dispatches. */
const twinCases: readonly (TwinCase & { readonly cell: Cell })[] = (Object.keys(CELLS) as Cell[]).flatMap((cell) => [ // the keys of a literal
  { cell, batch: 3, time: 5, units: 8, backwards: false, isMasked: false },
  { cell, batch: 18, time: 3, units: 5, backwards: true, isMasked: true },
  { cell, batch: 2, time: 1, units: 3, backwards: false, isMasked: true },
  { cell, batch: 3, time: 5, units: 4, backwards: false, isMasked: true, stepsAtOnce: 2 },
  { cell, batch: 2, time: 4, units: 3, backwards: true, isMasked: false, stepsAtOnce: 2 },
]);

const twinCheck = ({ cell, batch, time, units, backwards, isMasked, stepsAtOnce }: (typeof twinCases)[number]): Check => ({
  name: `kernel recurrent ${cell} [${batch}, ${time}, ${units}]${backwards ? " backwards" : ""}${isMasked ? " masked" : ""}${stepsAtOnce ? ` by ${stepsAtOnce} steps` : ""}: the plain one's numbers, and no tensor left`,
  async run() {
    const before = tf.memory().numTensors;
    const columns = CELLS[cell].gates * units;
    const operands: Operands = [
      tf.randomNormal([batch, time, 4], 0, 1, "float32", 1),
      tf.randomNormal([4, columns], 0, 1, "float32", 2),
      tf.randomNormal([units, columns], 0, 0.5, "float32", 3),
      tf.randomNormal([columns], 0, 1, "float32", 4),
    ];
    const marks = Float32Array.from({ length: batch * time }, (_, i) => Number((i * 7) % 5 !== 1)); // holes inside a row too
    const present = isMasked ? tf.tensor2d(marks, [batch, time]) : null;
    const asked = tf.randomNormal([batch, time, units], 0, 1, "float32", 5);
    const rest = { cell, backwards, present, ...(stepsAtOnce && { mostProducts: stepsAtOnce * batch * columns * units }) };
    const [fused, plain] = [recur, recurPlainly].map((op) => [tf.tidy(() => statesOf(op, operands, rest)), ...slopes(op, operands, asked, rest)]);
    for (const [i, name] of ["states", ...NAMES].entries())
      close(await fused![i]!.data(), await plain![i]!.data(), tolerance(), name);
    tf.dispose([...operands, asked, ...(present ? [present] : []), ...fused!, ...plain!]);
    equal(tf.memory().numTensors, before, "tensors");
  },
});
