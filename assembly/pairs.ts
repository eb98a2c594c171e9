import { at, loadSome, storeSome } from "./vector";

/** A function of two times four numbers; it is never made, only asked for `of`, which is inlined. */
export abstract class Binary {
  abstract of(a: v128, b: v128): v128;
}

/**
 * z = f(a, b) on [outer, rows, run], four bytes each: number (o, r, j) of an operand lies at o·outer + r·row + j·step of its own, the
 * step being 1 or 0. Units of work: the numbers of z.
 */
// @ts-ignore: decorator
@inline
export function pair<F extends Binary>(
  a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32,
  toBool: bool, from: i32, to: i32,
): void {
  for (let i = from; i < to;) {
    const row = i / run;
    const j = i - row * run;
    const outer = row / rows;
    const inner = row - outer * rows;
    const count = min<i32>(run - j, to - i);
    const x = at(a, outer * aOuter + inner * aRow + j * aStep);
    const y = at(b, outer * bOuter + inner * bRow + j * bStep);
    if (aStep) {
      if (bStep) line<F>(x, y, true, true, toBool, z, i, count);
      else line<F>(x, y, true, false, toBool, z, i, count);
    } else line<F>(x, y, false, <bool>bStep, toBool, z, i, count);
    i += count;
  }
}

/** One run: each operand moves along, or is one number throughout. */
// @ts-ignore: decorator
@inline
function line<F extends Binary>(x: usize, y: usize, xMoves: bool, yMoves: bool, toBool: bool, z: usize, start: i32, count: i32): void {
  const f = changetype<F>(0);
  const firstX = v128.load32_splat(x);
  const firstY = v128.load32_splat(y);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const result = f.of(xMoves ? v128.load(at(x, i)) : firstX, yMoves ? v128.load(at(y, i)) : firstY);
    if (toBool) store<i32>(z + start + i, bools(result));
    else v128.store(at(z, start + i), result);
  }
  if (i >= count) return;
  const result = f.of(xMoves ? loadSome(at(x, i), count - i) : firstX, yMoves ? loadSome(at(y, i), count - i) : firstY);
  if (!toBool) storeSome(at(z, start + i), result, count - i);
  else for (let left = bools(result); i < count; i++, left >>= 8) store<u8>(z + start + i, <u8>(left & 1));
}

/** Four masks as four bytes of 0 or 1. */
// @ts-ignore: decorator
@inline
function bools(masks: v128): i32 {
  const narrow = i16x8.narrow_i32x4_s(masks, masks);
  return i32x4.extract_lane(i8x16.narrow_i16x8_s(narrow, narrow), 0) & 0x01010101;
}
