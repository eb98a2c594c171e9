import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc } from "../../tf.ts";
import { flat, inPlace, perNumber } from "../webgpu.ts";
import { runWithOutputs } from "../webgpu-outputs.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

export const lookUpOnWebgpu: KernelFunc = ({ inputs, backend }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { table, ids, vocabulary, d, n } = operandsOf(inputs);
  const program = perNumber(n * d, ["table", "ids"], `
    let id = ids[index / ${d}];
    let isKnown = id >= 0 && id < ${vocabulary};
    result[index] = select(0.0, table[select(0, id, isKnown) * ${d} + index % ${d}], isKnown);`);
  return { ...gpu.runWebGPUProgram(program, [table, ids].map(flat), "float32"), shape: [...ids.shape, d] };
};

/** Comparisons of ids up to which threads that work for themselves are through before workgroups have come together; and of one thread. */
const FEW = 2 ** 20;
const FEW_EACH = 1024;
/** Columns of a thread that works for itself. */
const COLUMNS = 4;
/** A vocabulary up to which a workgroup for each of its ids is no waste, however short the batch. */
const SMALL = 4096;
const THREADS = 64;
/** Positions of the batch that a workgroup looks through at once, as bits of words. */
const MOST_AT_ONCE = 1024;

/**
 * A thread for some columns of each id, where vocabulary and batch are small. Else a workgroup for each id, or, where the batch has far fewer positions than there are ids, for each position, over zeros: the first
 * position of an id does the sum for all of them. Each looks through the whole batch for its id.
 */
export const lookUpGradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { dy, ids, vocabulary, d, n } = gradientOperandsOf(inputs, attrs);
  const output = gpu.makeTensorInfo([vocabulary, d], "float32");
  const alone = vocabulary * Math.ceil(d / COLUMNS);
  if (n <= FEW_EACH && alone * n <= FEW) {
    const program = { outputs: ["table"], inputs: ["dy", "ids"], threads: THREADS, workgroups: Math.ceil(alone / THREADS), body: aloneBody(vocabulary, d, n) };
    runWithOutputs(gpu, program, [output], [dy, ids]);
    return output;
  }
  const isSmall = vocabulary <= Math.max(SMALL, 2 * n);
  if (!isSmall) inPlace(gpu, perNumber(vocabulary * d, [], "result[index] = 0.0;"), output, []);
  const asked = isSmall
    ? { id: "group", isMine: "true" }
    : { id: "ids[group]", isMine: `id >= 0 && id < ${vocabulary}` };
  runWithOutputs(gpu, {
    outputs: ["table"],
    inputs: ["dy", "ids"],
    threads: THREADS,
    workgroups: isSmall ? vocabulary : n,
    head: `var<workgroup> found: array<atomic<u32>, ${MOST_AT_ONCE / 32}>;`,
    body: `
      let id = ${asked.id};
      var isMine = ${asked.isMine};
      ${sumOfFound(n, d, isSmall ? "" : "if (place < group) { isMine = false; }")}
      for (var s = 0; s < ${passes(d)}; s = s + 1) {
        let j = thread + s * ${THREADS};
        if (isMine && j < ${d}) { table[id * ${d} + j] = sums[s]; }
      }`,
  }, [output], [dy, ids]);
  return output;
};

/** The rows of dy whose id it is, added up in their order. */
function aloneBody(vocabulary: number, d: number, n: number): string {
  const perId = Math.ceil(d / COLUMNS);
  const columns = Array.from({ length: Math.min(COLUMNS, d) }, (_, c) => c);
  const there = (c: number): string => (d % COLUMNS === 0 ? "" : `if (first + ${c} < ${d}) `);
  return `
    let index = group * ${THREADS} + thread;
    let id = index / ${perId};
    let first = (index % ${perId}) * ${COLUMNS};
    if (id >= ${vocabulary}) { return; }
    ${columns.map((c) => `var sum${c} = 0.0;`).join(" ")}
    for (var place = 0; place < ${n}; place++) {
      if (ids[place] == id) {
        let row = place * ${d} + first;
        ${columns.map((c) => `${there(c)}{ sum${c} += dy[row + ${c}]; }`).join("\n")}
      }
    }
    ${columns.map((c) => `${there(c)}{ table[id * ${d} + first + ${c}] = sum${c}; }`).join("\n")}`;
}

const passes = (d: number): number => Math.ceil(d / THREADS);

/** Adds up the rows of dy whose id it is, in their order, a column by each thread; `noted` runs for every such `place`. */
function sumOfFound(n: number, d: number, noted: string): string {
  const atOnce = Math.min(MOST_AT_ONCE, Math.ceil(n / THREADS) * THREADS);
  return `
    var sums: array<f32, ${passes(d)}>;
    for (var base = 0; base < ${n}; base = base + ${atOnce}) {
      if (thread < ${atOnce / 32}) { atomicStore(&found[thread], 0u); }
      workgroupBarrier();
      for (var k = thread; k < ${atOnce}; k = k + ${THREADS}) {
        if (base + k < ${n} && ids[base + k] == id) { atomicOr(&found[k / 32], 1u << u32(k % 32)); }
      }
      workgroupBarrier();
      for (var word = 0; word < ${atOnce / 32}; word = word + 1) {
        for (var bits = atomicLoad(&found[word]); bits != 0u; bits = bits & (bits - 1u)) {
          let place = base + word * 32 + i32(firstTrailingBit(bits));
          ${noted}
          for (var s = 0; s < ${passes(d)}; s = s + 1) {
            let j = thread + s * ${THREADS};
            if (isMine && j < ${d}) { sums[s] = sums[s] + dy[place * ${d} + j]; }
          }
        }
      }
      workgroupBarrier();
    }`;
}
