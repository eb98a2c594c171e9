import { sigmoid, tanh } from "./math";
import { BLOCK, gate, isPresent, previous, product, slope, steepness, stepAt, wait } from "./recurrent";
import { at, loadSome, storeSome } from "./vector";

/** Numbers of a step of the trace for each unit: gates z, r, candidate n, state. */
const TRACE = 4;
/** What a row carries for each unit: three products, the state, the state behind its gate r (on the way back: their gradients). */
const ROOM = 5;

/**
 * Gated recurrent units over a whole sequence: projected [batch, time, 3, units], the recurrent kernel's columns in panels (`packedGates`: of z
 * and r; `packed`: of the candidate), bias [3, units], present [batch, time] or 0 → output [batch, time, units], trace [batch, time, 4, units].
 * Units of work: rows of the batch.
 */
export function gruForward(
  projected: usize, packedGates: usize, packed: usize, bias: usize, present: usize, output: usize, trace: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = ROOM * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    const state = at(own, 3 * units), gated = at(own, 4 * units);
    memory.fill(own, 0, rows * width << 2);
    for (let i = 0; i < time; i++) {
      const place = first * time + stepAt(i, time, backwards);
      if (i > 0) product(state, own, width, rows, 2 * units, units, packedGates, false);
      for (let row = 0; row < rows; row++) {
        const step = place + row * time;
        if (isPresent(present, step)) open(at(projected, step * 3 * units), bias, at(own, row * width), at(trace, step * TRACE * units), units);
      }
      if (i > 0) product(gated, at(own, 2 * units), width, rows, units, units, packed, false);
      for (let row = 0; row < rows; row++) {
        const step = place + row * time;
        const carried = at(own, row * width);
        if (isPresent(present, step)) advance(at(projected, step * 3 * units), bias, carried, at(trace, step * TRACE * units), units);
        memory.copy(at(trace, (step * TRACE + 3) * units), at(carried, 3 * units), units << 2);
        memory.copy(at(output, step * units), at(carried, 3 * units), units << 2);
      }
    }
  }
}

/** The gates z and r of one row, and the state behind r. */
function open(projected: usize, bias: usize, carried: usize, trace: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const r = sigmoid(gate(projected, bias, carried, units + j, n));
    storeSome(at(trace, j), sigmoid(gate(projected, bias, carried, j, n)), n);
    storeSome(at(trace, units + j), r, n);
    storeSome(at(carried, 4 * units + j), f32x4.mul(r, loadSome(at(carried, 3 * units + j), n)), n);
  }
}

/** The candidate of one row, and the state: z of the old one, 1 - z of the candidate. */
function advance(projected: usize, bias: usize, carried: usize, trace: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const state = at(carried, 3 * units + j);
    const candidate = tanh(gate(projected, bias, carried, 2 * units + j, n));
    const kept = f32x4.mul(loadSome(at(trace, j), n), f32x4.sub(loadSome(state, n), candidate));
    storeSome(at(trace, 2 * units + j), candidate, n);
    storeSome(state, f32x4.add(candidate, kept), n);
  }
}

/**
 * Back through time: dy [batch, time, units], the transposed columns in panels → dz [batch, time, 3, units], the gradient of what goes into
 * the gates, and before [batch, time, 2, units], the state that each step began with, as it was and behind r.
 */
export function gruBackward(
  trace: usize, packedGates: usize, packed: usize, dy: usize, present: usize, dz: usize, before: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = ROOM * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    const state = at(own, 3 * units);
    memory.fill(own, 0, rows * width << 2);
    for (let i = time - 1; i >= 0; i--) {
      const place = first * time + stepAt(i, time, backwards);
      for (let row = 0; row < rows; row++) {
        const step = place + row * time;
        const carried = at(own, row * width);
        const old = at(before, step * 2 * units);
        if (i > 0) memory.copy(old, at(trace, (previous(step, backwards) * TRACE + 3) * units), units << 2);
        else memory.fill(old, 0, units << 2);
        if (isPresent(present, step)) close(at(trace, step * TRACE * units), old, at(dy, step * units), carried, units);
        else wait(at(dy, step * units), carried, 3, 3, units);
      }
      product(at(own, 2 * units), at(own, 4 * units), width, rows, units, units, packed, false);
      for (let row = 0; row < rows; row++) {
        const step = place + row * time;
        const carried = at(own, row * width);
        if (isPresent(present, step)) retreat(at(trace, step * TRACE * units), at(before, step * 2 * units), carried, units);
        else memory.fill(at(before, (step * 2 + 1) * units), 0, units << 2);
        memory.copy(at(dz, step * 3 * units), carried, 3 * units << 2);
      }
      if (i > 0) product(own, state, width, rows, units, 2 * units, packedGates, true);
    }
  }
}

/** Gradients of one row's candidate and gate z, and of the old state through z. */
function close(trace: usize, old: usize, dy: usize, carried: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const z = loadSome(at(trace, j), n), candidate = loadSome(at(trace, 2 * units + j), n);
    const state = at(carried, 3 * units + j);
    const dh = f32x4.add(loadSome(state, n), loadSome(at(dy, j), n));
    const through = f32x4.mul(dh, z);
    storeSome(at(carried, j), f32x4.mul(f32x4.mul(dh, f32x4.sub(loadSome(at(old, j), n), candidate)), slope(z)), n);
    storeSome(at(carried, 2 * units + j), f32x4.mul(f32x4.sub(dh, through), steepness(candidate)), n);
    storeSome(state, through, n);
  }
}

/** Gradients of one row's gate r, and of the old state through r. */
function retreat(trace: usize, old: usize, carried: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const r = loadSome(at(trace, units + j), n), h = loadSome(at(old, j), n), gated = loadSome(at(carried, 4 * units + j), n);
    const state = at(carried, 3 * units + j);
    storeSome(at(carried, units + j), f32x4.mul(f32x4.mul(gated, h), slope(r)), n);
    storeSome(at(old, units + j), f32x4.mul(r, h), n);
    storeSome(state, f32x4.add(loadSome(state, n), f32x4.mul(gated, r)), n);
  }
}
