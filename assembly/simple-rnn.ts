import { tanh } from "./math";
import { BLOCK, gate, isPresent, previous, product, steepness, stepAt, wait } from "./recurrent";
import { at, loadSome, storeSome } from "./vector";

/** What a row carries for each unit: h·U and the state; on the way back, their gradients. */
const ROOM = 2;

/**
 * The plain recurrent layer over a whole sequence, h = tanh(x·W + h·U + b): projected [batch, time, units], packed: recurrent kernel [units, units]
 * in panels, bias [units], present [batch, time] or 0 → output [batch, time, units], which `trace` repeats. Units of work: rows of the batch.
 */
export function simpleForward(
  projected: usize, packed: usize, bias: usize, present: usize, output: usize, trace: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = ROOM * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    memory.fill(own, 0, rows * width << 2);
    for (let i = 0; i < time; i++) {
      if (i > 0) product(at(own, units), own, width, rows, units, units, packed, false);
      for (let row = 0; row < rows; row++) {
        const step = (first + row) * time + stepAt(i, time, backwards);
        const carried = at(own, row * width);
        if (isPresent(present, step)) advance(at(projected, step * units), bias, carried, units);
        memory.copy(at(trace, step * units), at(carried, units), units << 2);
        memory.copy(at(output, step * units), at(carried, units), units << 2);
      }
    }
  }
}

function advance(projected: usize, bias: usize, carried: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) storeSome(at(carried, units + j), tanh(gate(projected, bias, carried, j, units - j)), units - j);
}

/**
 * Back through time: dy [batch, time, units], packed: the transposed recurrent kernel in panels → dz [batch, time, units], the gradient of what
 * goes into the curve, and before [batch, time, units], the state that each step began with.
 */
export function simpleBackward(
  trace: usize, packed: usize, dy: usize, present: usize, dz: usize, before: usize, room: usize,
  time: i32, units: i32, backwards: i32, from: i32, to: i32,
): void {
  const width = ROOM * units;
  for (let first = from; first < to; first += BLOCK) {
    const rows = min<i32>(BLOCK, to - first);
    const own = at(room, first * width);
    memory.fill(own, 0, rows * width << 2);
    for (let i = time - 1; i >= 0; i--) {
      for (let row = 0; row < rows; row++) {
        const step = (first + row) * time + stepAt(i, time, backwards);
        const carried = at(own, row * width);
        if (i > 0) memory.copy(at(before, step * units), at(trace, previous(step, backwards) * units), units << 2);
        else memory.fill(at(before, step * units), 0, units << 2);
        if (isPresent(present, step)) retreat(at(trace, step * units), at(dy, step * units), carried, units);
        else wait(at(dy, step * units), carried, 1, 1, units);
        memory.copy(at(dz, step * units), carried, units << 2);
      }
      if (i > 0) product(own, at(own, units), width, rows, units, units, packed, true);
    }
  }
}

/** One step back of one row, and 0 for what `product` will add to. */
function retreat(trace: usize, dy: usize, carried: usize, units: i32): void {
  for (let j = 0; j < units; j += 4) {
    const n = units - j;
    const dh = f32x4.add(loadSome(at(carried, units + j), n), loadSome(at(dy, j), n));
    storeSome(at(carried, j), f32x4.mul(dh, steepness(loadSome(at(trace, j), n))), n);
    storeSome(at(carried, units + j), f32x4.splat(0), n);
  }
}
