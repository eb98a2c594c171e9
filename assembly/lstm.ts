import { sigmoid, tanh } from "./math";
import { BLOCK, gate, isPresent, previous, product, slope, steepness, stepAt, wait } from "./recurrent";
import { at, loadSome, storeSome } from "./vector";

/** Numbers of a step of the trace for each unit: gates i, f, g, o after their curves, cell, state. A row of room holds as many. */
const WIDTH = 6;

/**
 * Long short-term memory over a whole sequence: projected [batch, time, 4, units], packed: recurrent kernel [units, 4 · units] in panels, bias
 * [4, units], present [batch, time] or 0 → output [batch, time, units], trace [batch, time, 6, units]. room: [batch, 6, units], of which the
 * first four are h·U, then cell and state. Units of work: rows of the batch.
 */
export function lstmForward(
  projected: usize, packed: usize, bias: usize, present: usize, output: usize, trace: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = WIDTH * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    memory.fill(own, 0, rows * width << 2);
    for (let i = 0; i < time; i++) {
      if (i > 0) product(at(own, 5 * units), own, width, rows, 4 * units, units, packed, false);
      for (let row = 0; row < rows; row++) {
        const step = (first + row) * time + stepAt(i, time, backwards);
        const carried = at(own, row * width);
        if (isPresent(present, step)) advance(at(projected, step * 4 * units), bias, carried, at(trace, step * width), units);
        memory.copy(at(trace, step * width + 4 * units), at(carried, 4 * units), units << 3);
        memory.copy(at(output, step * units), at(carried, 5 * units), units << 2);
      }
    }
  }
}

/** One step of one row: the gates go to the trace, cell and state to what the row carries. */
function advance(projected: usize, bias: usize, carried: usize, trace: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const i = sigmoid(gate(projected, bias, carried, j, n));
    const f = sigmoid(gate(projected, bias, carried, units + j, n));
    const g = tanh(gate(projected, bias, carried, 2 * units + j, n));
    const o = sigmoid(gate(projected, bias, carried, 3 * units + j, n));
    const cell = f32x4.add(f32x4.mul(f, loadSome(at(carried, 4 * units + j), n)), f32x4.mul(i, g));
    storeSome(at(trace, j), i, n);
    storeSome(at(trace, units + j), f, n);
    storeSome(at(trace, 2 * units + j), g, n);
    storeSome(at(trace, 3 * units + j), o, n);
    storeSome(at(carried, 4 * units + j), cell, n);
    storeSome(at(carried, 5 * units + j), f32x4.mul(o, tanh(cell)), n);
  }
}

/**
 * Back through time: dy [batch, time, units], packed: the transposed recurrent kernel [4 · units, units] in panels → dz [batch, time, 4, units],
 * the gradient of what goes into the gates, and before [batch, time, units], the state that each step began with.
 */
export function lstmBackward(
  trace: usize, packed: usize, dy: usize, present: usize, dz: usize, before: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = WIDTH * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    memory.fill(own, 0, rows * width << 2);
    for (let i = time - 1; i >= 0; i--) {
      for (let row = 0; row < rows; row++) {
        const step = (first + row) * time + stepAt(i, time, backwards);
        const carried = at(own, row * width);
        const old = i > 0 ? at(trace, previous(step, backwards) * width + 4 * units) : 0;
        if (old) memory.copy(at(before, step * units), at(old, units), units << 2);
        else memory.fill(at(before, step * units), 0, units << 2);
        if (isPresent(present, step)) retreat(at(trace, step * width), old, at(dy, step * units), carried, units);
        else wait(at(dy, step * units), carried, 4, 5, units);
        memory.copy(at(dz, step * 4 * units), carried, units << 4);
      }
      if (i > 0) product(own, at(own, 5 * units), width, rows, units, 4 * units, packed, true);
    }
  }
}

/** One step back of one row: dz, the gradient of the cell before, and 0 for what `product` will add to. */
function retreat(trace: usize, old: usize, dy: usize, carried: usize, units: i32): void {
  const zero = f32x4.splat(0);
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const i = loadSome(at(trace, j), n), f = loadSome(at(trace, units + j), n);
    const g = loadSome(at(trace, 2 * units + j), n), o = loadSome(at(trace, 3 * units + j), n);
    const out = tanh(loadSome(at(trace, 4 * units + j), n));
    const cell = old ? loadSome(at(old, j), n) : zero;
    const dh = f32x4.add(loadSome(at(carried, 5 * units + j), n), loadSome(at(dy, j), n));
    const dc = f32x4.add(loadSome(at(carried, 4 * units + j), n), f32x4.mul(f32x4.mul(dh, o), steepness(out)));
    storeSome(at(carried, j), f32x4.mul(f32x4.mul(dc, g), slope(i)), n);
    storeSome(at(carried, units + j), f32x4.mul(f32x4.mul(dc, cell), slope(f)), n);
    storeSome(at(carried, 2 * units + j), f32x4.mul(f32x4.mul(dc, i), steepness(g)), n);
    storeSome(at(carried, 3 * units + j), f32x4.mul(f32x4.mul(dh, out), slope(o)), n);
    storeSome(at(carried, 4 * units + j), f32x4.mul(dc, f), n);
    storeSome(at(carried, 5 * units + j), zero, n);
  }
}
