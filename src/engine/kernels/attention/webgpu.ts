import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "../../tf.ts";
import { runWithOutputs } from "../webgpu-outputs.ts";
import type { AttentionShape } from "./wasm.ts";

const THREADS = 64;

/** What every program knows: a thread is one position of one head of one row. */
function head({ time, width, heads }: AttentionShape): string {
  const depth = width / heads;
  return `
    const TIME = ${time}; const WIDTH = ${width}; const HEADS = ${heads}; const DEPTH = ${depth};
    const SCALE = f32(${1 / Math.sqrt(depth)}); const NOTHING = 1e30;
    fn placeOf(unit : i32, position : i32) -> i32 { return (unit / HEADS * TIME + position) * 3 * WIDTH + unit % HEADS * DEPTH; }
    fn givenOf(unit : i32, position : i32) -> i32 { return (unit / HEADS * TIME + position) * WIDTH + unit % HEADS * DEPTH; }`;
}

const start = ({ batch, time, heads }: AttentionShape): string => `
  let index = group * ${THREADS} + thread;
  if (index >= ${batch * time * heads}) { return; }
  let unit = index / TIME;
  let position = index % TIME;`;

const groupsOf = ({ batch, time, heads }: AttentionShape): number => Math.ceil((batch * time * heads) / THREADS);
const skip = (mask: TensorInfo | undefined, position: string, how: string): string =>
  mask ? `if (mask[unit / HEADS * TIME + ${position}] == 0.0) { ${how} }` : "";
const given = (...tensors: readonly (TensorInfo | undefined)[]): TensorInfo[] => tensors.filter((tensor) => tensor !== undefined);

/** One pass over the keys, the sum corrected whenever a larger score comes (Milakov and Gimelshein, 2018). */
export function attentionOnWebgpu(gpu: WebGPUBackend, qkv: TensorInfo, mask: TensorInfo | undefined, shape: AttentionShape): TensorInfo[] {
  const y = gpu.makeTensorInfo([shape.batch, shape.time, shape.width], "float32");
  const stats = gpu.makeTensorInfo([shape.batch, shape.heads, shape.time], "float32");
  const body = `${start(shape)}
    let here = placeOf(unit, position);
    var query : array<f32, DEPTH>;
    var sums : array<f32, DEPTH>;
    for (var c = 0; c < DEPTH; c++) { query[c] = qkv[here + c] * SCALE; }
    var best = -NOTHING;
    var total = 0.0;
    for (var j = 0; j < TIME; j++) {
      ${skip(mask, "j", "continue;")}
      let key = placeOf(unit, j) + WIDTH;
      var score = 0.0;
      for (var c = 0; c < DEPTH; c++) { score += query[c] * qkv[key + c]; }
      if (score > best) {
        let kept = exp(best - score);
        best = score;
        total *= kept;
        for (var c = 0; c < DEPTH; c++) { sums[c] *= kept; }
      }
      let weight = exp(score - best);
      total += weight;
      for (var c = 0; c < DEPTH; c++) { sums[c] += weight * qkv[key + WIDTH + c]; }
    }
    let due = givenOf(unit, position);
    let share = select(0.0, 1.0 / total, total > 0.0);
    for (var c = 0; c < DEPTH; c++) { y[due + c] = sums[c] * share; }
    stats[index] = select(NOTHING, best + log(total), total > 0.0);`;
  const inputs = mask ? ["qkv", "mask"] : ["qkv"];
  runWithOutputs(gpu, { outputs: ["y", "stats"], inputs, threads: THREADS, workgroups: groupsOf(shape), head: head(shape), body }, [y, stats], given(qkv, mask));
  return [y, stats];
}

/** One thread to each query, then one to each key: each gathers what it is due, and nothing is added by two. */
export function attentionGradOnWebgpu(
  gpu: WebGPUBackend, qkv: TensorInfo, mask: TensorInfo | undefined, y: TensorInfo, stats: TensorInfo, dy: TensorInfo, shape: AttentionShape,
): TensorInfo {
  const dqkv = gpu.makeTensorInfo(qkv.shape, "float32");
  const along = gpu.makeTensorInfo(stats.shape, "float32");
  const program = { threads: THREADS, workgroups: groupsOf(shape), head: head(shape) };
  const masked = mask ? ["mask"] : [];
  const byQuery = { ...program, outputs: ["dqkv", "along"], inputs: ["qkv", "y", "stats", "dy", ...masked], body: start(shape) + ofQuery(mask) };
  runWithOutputs(gpu, byQuery, [dqkv, along], given(qkv, y, stats, dy, mask));
  const byKey = { ...program, outputs: ["dqkv"], inputs: ["qkv", "along", "stats", "dy", ...masked], body: start(shape) + ofKey(mask) };
  runWithOutputs(gpu, byKey, [dqkv], given(qkv, along, stats, dy, mask));
  gpu.disposeData(along.dataId);
  return dqkv;
}

const ofQuery = (mask: TensorInfo | undefined): string => `
  let here = placeOf(unit, position);
  let due = givenOf(unit, position);
  var query : array<f32, DEPTH>;
  var grad : array<f32, DEPTH>;
  var sums : array<f32, DEPTH>;
  var dot = 0.0;
  for (var c = 0; c < DEPTH; c++) {
    query[c] = qkv[here + c] * SCALE;
    grad[c] = dy[due + c];
    dot += grad[c] * y[due + c];
  }
  for (var j = 0; j < TIME; j++) {
    ${skip(mask, "j", "continue;")}
    let key = placeOf(unit, j) + WIDTH;
    var score = -stats[index];
    var worth = -dot;
    for (var c = 0; c < DEPTH; c++) {
      score += query[c] * qkv[key + c];
      worth += grad[c] * qkv[key + WIDTH + c];
    }
    let change = exp(score) * worth * SCALE;
    for (var c = 0; c < DEPTH; c++) { sums[c] += change * qkv[key + c]; }
  }
  for (var c = 0; c < DEPTH; c++) { dqkv[here + c] = sums[c]; }
  along[index] = dot;`;

const ofKey = (mask: TensorInfo | undefined): string => `
  let here = placeOf(unit, position) + WIDTH;
  var key : array<f32, DEPTH>;
  var value : array<f32, DEPTH>;
  var keySums : array<f32, DEPTH>;
  var valueSums : array<f32, DEPTH>;
  for (var c = 0; c < DEPTH; c++) {
    key[c] = qkv[here + c] * SCALE;
    value[c] = qkv[here + WIDTH + c];
  }
  for (var i = 0; i < TIME; i++) {
    ${skip(mask, "position", "break;")}
    let query = placeOf(unit, i);
    let due = givenOf(unit, i);
    var score = -stats[unit * TIME + i];
    var worth = -along[unit * TIME + i];
    for (var c = 0; c < DEPTH; c++) {
      score += key[c] * qkv[query + c];
      worth += value[c] * dy[due + c];
    }
    let weight = exp(score);
    let change = weight * worth * SCALE;
    for (var c = 0; c < DEPTH; c++) {
      keySums[c] += change * qkv[query + c];
      valueSums[c] += weight * dy[due + c];
    }
  }
  for (var c = 0; c < DEPTH; c++) {
    dqkv[here + c] = keySums[c];
    dqkv[here + WIDTH + c] = valueSums[c];
  }`;
