/**
 * Sums over the threads of a workgroup, in a fixed order. `lanes` threads (a power of two) share one row, or one column; they are `apart` from each
 * other, and `lane` tells which of them a thread is. Every thread gets both sums of its row or column.
 */
export const sums = (threads: number, lanes: number, apart: number): string => `
var<workgroup> partial: array<vec2f, ${threads}>;
fn total(value: vec2f, thread: i32, lane: i32) -> vec2f {
  partial[thread] = value;
  workgroupBarrier();
  for (var s = ${lanes >> 1}; s > 0; s = s / 2) {
    if (lane < s) { partial[thread] = partial[thread] + partial[thread + s * ${apart}]; }
    workgroupBarrier();
  }
  let sum = partial[thread - lane * ${apart}];
  workgroupBarrier();
  return sum;
}`;

/** The least power of two that is not below n. */
export const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, n)));

/** One row by `lanes` threads, `perGroup` rows by a workgroup: few threads for narrow rows, so that none idles. */
export function rowThreads(width: number): { readonly threads: number; readonly lanes: number; readonly perGroup: number } {
  const threads = 64;
  const lanes = Math.min(threads, powerOfTwo(width / 4));
  return { threads, lanes, perGroup: threads / lanes };
}

/** `perGroup` neighbouring columns by a workgroup, each by `lanes` threads that take the rows in turn. */
export function columnThreads(rows: number): { readonly threads: number; readonly lanes: number; readonly perGroup: number } {
  const threads = 256;
  const lanes = Math.min(64, Math.max(16, powerOfTwo(rows / 64)));
  return { threads, lanes, perGroup: threads / lanes };
}
