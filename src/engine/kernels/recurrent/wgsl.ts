import type { Cell } from "./cells.ts";

/** What the text of a program depends on. */
export interface Sizes {
  readonly cell: Cell;
  readonly backwards: boolean;
  readonly isMasked: boolean;
  readonly batch: number;
  readonly time: number;
  readonly units: number;
  readonly gates: number;
  /** Rows of the batch that a workgroup takes through time. */
  readonly rows: number;
  readonly threads: number;
  /** Steps of one dispatch; fewer than `time` where the sequence is long. */
  readonly steps: number;
}

/** Each thread owns the units `thread`, `thread + threads`, …; what others must see of them lies in workgroup memory, and barriers stand between its writing and its reading. */
export const HEAD = ({ units, gates, rows }: Sizes): string => `
const U = ${units};
const G = ${gates * units};
var<workgroup> state: array<f32, ${rows * units}>;
var<workgroup> cell: array<f32, ${rows * units}>;
var<workgroup> inner: array<f32, ${rows * gates * units}>;
fn curve(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
fn bend(x: f32) -> f32 { let e = exp(-2.0 * abs(x)); return sign(x) * (1.0 - e) / (1.0 + e); }`;

const each = (n: number, write: (i: number) => string): string => Array.from({ length: n }, (_, i) => write(i)).join("\n");
const forUnits = ({ threads }: Sizes, body: string): string => `for (var j = thread; j < U; j += ${threads}) { ${body} }`;
/** The rows of a last workgroup that would lie past the batch repeat its last row, number for number. */
const rowsOf = ({ rows, batch }: Sizes): string => each(rows, (r) => `let row${r} = min(group * ${rows} + ${r}, ${batch - 1});`);

/** Sums of products for all rows at once, `sum<row>_<column>`: a[row][k] times w[k][column], the columns `j + offset` of rows of `width` numbers. */
function products(rows: number, columns: readonly string[], depth: string, a: (row: number) => string, w: (column: string) => string): string {
  return `
    ${each(rows, (r) => columns.map((_, c) => `var sum${r}_${c} = 0.0;`).join(" "))}
    for (var k = 0; k < ${depth}; k++) {
      ${columns.map((column, c) => `let w${c} = ${w(column)};`).join("\n")}
      ${each(rows, (r) => `let a${r} = ${a(r)}; ${columns.map((_, c) => `sum${r}_${c} += a${r} * w${c};`).join(" ")}`)}
    }`;
}

/** Steps `i` of one dispatch, in order or in reverse, each at its place `t` in time; `past` is the place of the step that was done before. */
function steps({ time, steps: count, backwards }: Sizes, isReturn: boolean, body: string): string {
  const first = count === time ? "0" : "chunk[0]";
  const last = count === time ? `${time}` : `min(${first} + ${count}, ${time})`;
  const bounds = isReturn ? `let low = ${time} - ${last}; let high = ${time} - ${first};` : `let low = ${first}; let high = ${last};`;
  const order = isReturn ? "var i = high - 1; i >= low; i--" : "var i = low; i < high; i++";
  return `${bounds}
    for (${order}) {
      let t = ${backwards ? `${time - 1} - i` : "i"};
      let past = ${backwards ? "t + 1" : "t - 1"};
      ${body}
    }`;
}
const isThere = ({ isMasked, time }: Sizes, row: number): string => (isMasked ? `present[row${row} * ${time} + t] != 0.0` : "true");
const at = ({ time }: Sizes, row: number, width: string, place = "t"): string => `(row${row} * ${time} + ${place}) * ${width}`;

/** The whole sequence, or a stretch of it that begins with the states of the one before. */
export function forwardBody(sizes: Sizes): string {
  const { rows, time, steps: count } = sizes;
  const resumed = count === time ? "" : `
    if (chunk[0] > 0) {
      let past = ${sizes.backwards ? `${time} - chunk[0]` : "chunk[0] - 1"};
      ${forUnits(sizes, each(rows, (r) => `state[${r} * U + j] = output[${at(sizes, r, "U", "past")} + j];
        ${sizes.cell === "lstm" ? `cell[${r} * U + j] = trace[${at(sizes, r, "6 * U", "past")} + 4 * U + j];` : ""}`))}
    }`;
  return `${rowsOf(sizes)} ${resumed} workgroupBarrier(); ${steps(sizes, false, FORWARD[sizes.cell](sizes))}`;
}

const FORWARD: Readonly<Record<Cell, (sizes: Sizes) => string>> = {
  lstm: (sizes) => `
    ${forUnits(sizes, `
      ${products(sizes.rows, ["0", "U", "2 * U", "3 * U"], "U", (r) => `state[${r} * U + k]`, (column) => `kernel[k * G + ${column} + j]`)}
      ${each(sizes.rows, (r) => `if (${isThere(sizes, r)}) {
        let z = ${at(sizes, r, "G")} + j;
        let i = curve(projected[z] + bias[j] + sum${r}_0);
        let f = curve(projected[z + U] + bias[U + j] + sum${r}_1);
        let g = bend(projected[z + 2 * U] + bias[2 * U + j] + sum${r}_2);
        let o = curve(projected[z + 3 * U] + bias[3 * U + j] + sum${r}_3);
        let c = f * cell[${r} * U + j] + i * g;
        cell[${r} * U + j] = c;
        inner[${r} * U + j] = o * bend(c);
        let kept = ${at(sizes, r, "6 * U")} + j;
        trace[kept] = i; trace[kept + U] = f; trace[kept + 2 * U] = g; trace[kept + 3 * U] = o;
      } else { inner[${r} * U + j] = state[${r} * U + j]; }
      trace[${at(sizes, r, "6 * U")} + 4 * U + j] = cell[${r} * U + j];`)}`)}
    ${handedOn(sizes, "6 * U", "5 * U")}`,
  gru: (sizes) => `
    ${forUnits(sizes, `
      ${products(sizes.rows, ["0", "U"], "U", (r) => `state[${r} * U + k]`, (column) => `kernel[k * G + ${column} + j]`)}
      ${each(sizes.rows, (r) => `{
        let z = ${at(sizes, r, "G")} + j;
        let kept = ${at(sizes, r, "4 * U")} + j;
        let gate = curve(projected[z + U] + bias[U + j] + sum${r}_1);
        trace[kept] = curve(projected[z] + bias[j] + sum${r}_0);
        trace[kept + U] = gate;
        inner[${sizes.rows} * U + ${r} * U + j] = gate * state[${r} * U + j];
      }`)}`)}
    workgroupBarrier();
    ${forUnits(sizes, `
      ${products(sizes.rows, ["2 * U"], "U", (r) => `inner[${sizes.rows} * U + ${r} * U + k]`, (column) => `kernel[k * G + ${column} + j]`)}
      ${each(sizes.rows, (r) => `if (${isThere(sizes, r)}) {
        let kept = ${at(sizes, r, "4 * U")} + j;
        let n = bend(projected[${at(sizes, r, "G")} + 2 * U + j] + bias[2 * U + j] + sum${r}_0);
        trace[kept + 2 * U] = n;
        inner[${r} * U + j] = n + trace[kept] * (state[${r} * U + j] - n);
      } else { inner[${r} * U + j] = state[${r} * U + j]; }`)}`)}
    ${handedOn(sizes, "4 * U", "3 * U")}`,
  simple: (sizes) => `
    ${forUnits(sizes, `
      ${products(sizes.rows, ["0"], "U", (r) => `state[${r} * U + k]`, () => "kernel[k * G + j]")}
      ${each(sizes.rows, (r) => `if (${isThere(sizes, r)}) { inner[${r} * U + j] = bend(projected[${at(sizes, r, "G")} + j] + bias[j] + sum${r}_0); }
      else { inner[${r} * U + j] = state[${r} * U + j]; }`)}`)}
    ${handedOn(sizes, "U", "0")}`,
};

/** When all threads have read the old states, the new ones take their place. */
const handedOn = (sizes: Sizes, width: string, offset: string): string => `
    workgroupBarrier();
    ${forUnits(sizes, each(sizes.rows, (r) => `{
      let h = inner[${r} * U + j];
      state[${r} * U + j] = h;
      output[${at(sizes, r, "U")} + j] = h;
      trace[${at(sizes, r, width)} + ${offset} + j] = h;
    }`))}
    workgroupBarrier();`;

/** Back through the whole sequence, or a stretch of it, whose gradients of the states go on in `carry`. */
export function backwardBody(sizes: Sizes): string {
  const { rows, time, steps: count } = sizes;
  const carried = (write: (place: string, r: number) => string) => forUnits(sizes, each(rows, (r) => write(`carry[row${r} * 2 * U + j`, r)));
  const resumed = count === time ? "" : `if (chunk[0] > 0) { ${carried((place, r) => `state[${r} * U + j] = ${place}]; cell[${r} * U + j] = ${place} + U];`)} }`;
  const kept = count === time ? "" : carried((place, r) => `${place}] = state[${r} * U + j]; ${place} + U] = cell[${r} * U + j];`);
  return `${rowsOf(sizes)} ${resumed} ${steps(sizes, true, BACKWARD[sizes.cell](sizes))} ${kept}`;
}

/** The state that a step began with, into `h`, and into `before`. */
const began = (sizes: Sizes, r: number, width: string, offset: string, beforeWidth: string): string => `
  var h = 0.0;
  if (i > 0) { h = trace[${at(sizes, r, width, "past")} + ${offset} + j]; }
  before[${at(sizes, r, beforeWidth)} + j] = h;
  let dh = state[${r} * U + j] + dy[${at(sizes, r, "U")} + j];`;
const setInner = ({ gates }: Sizes, r: number, values: readonly string[]): string =>
  values.map((value, g) => `inner[${r * gates + g} * U + j] = ${value};`).join("\n");
const storeInner = (sizes: Sizes, r: number): string => each(sizes.gates, (g) => `dz[${at(sizes, r, "G")} + ${g} * U + j] = inner[${r * sizes.gates + g} * U + j];`);
const zeros = ({ gates }: Sizes): string[] => Array.from({ length: gates }, () => "0.0");

/** The gradient of the old state through the gates is added to what it has already. */
const throughGates = (sizes: Sizes, depth: string): string => `
    workgroupBarrier();
    ${forUnits(sizes, `
      ${products(sizes.rows, ["0"], depth, (r) => `inner[${r} * G + k]`, () => "turned[k * U + j]")}
      ${each(sizes.rows, (r) => `state[${r} * U + j] += sum${r}_0;`)}`)}
    workgroupBarrier();`;

const BACKWARD: Readonly<Record<Cell, (sizes: Sizes) => string>> = {
  lstm: (sizes) => `
    ${forUnits(sizes, each(sizes.rows, (r) => `{
      ${began(sizes, r, "6 * U", "5 * U", "U")}
      if (${isThere(sizes, r)}) {
        let kept = ${at(sizes, r, "6 * U")} + j;
        let gi = trace[kept]; let gf = trace[kept + U]; let gg = trace[kept + 2 * U]; let go = trace[kept + 3 * U];
        let out = bend(trace[kept + 4 * U]);
        var c = 0.0;
        if (i > 0) { c = trace[${at(sizes, r, "6 * U", "past")} + 4 * U + j]; }
        let dc = cell[${r} * U + j] + dh * go * (1.0 - out * out);
        ${setInner(sizes, r, ["dc * gg * gi * (1.0 - gi)", "dc * c * gf * (1.0 - gf)", "dc * gi * (1.0 - gg * gg)", "dh * out * go * (1.0 - go)"])}
        cell[${r} * U + j] = dc * gf;
        state[${r} * U + j] = 0.0;
      } else { ${setInner(sizes, r, zeros(sizes))} state[${r} * U + j] = dh; }
      ${storeInner(sizes, r)}
    }`))}
    ${throughGates(sizes, "G")}`,
  gru: (sizes) => `
    ${forUnits(sizes, each(sizes.rows, (r) => `{
      ${began(sizes, r, "4 * U", "3 * U", "2 * U")}
      if (${isThere(sizes, r)}) {
        let kept = ${at(sizes, r, "4 * U")} + j;
        let z = trace[kept]; let n = trace[kept + 2 * U];
        ${setInner(sizes, r, ["dh * (h - n) * z * (1.0 - z)", "0.0", "dh * (1.0 - z) * (1.0 - n * n)"])}
        state[${r} * U + j] = dh * z;
      } else { ${setInner(sizes, r, zeros(sizes))} state[${r} * U + j] = dh; }
    }`))}
    workgroupBarrier();
    ${forUnits(sizes, `
      ${products(sizes.rows, ["2 * U"], "U", (r) => `inner[${r} * G + 2 * U + k]`, (row) => `turned[(k + ${row}) * U + j]`)}
      ${each(sizes.rows, (r) => `{
        let place = ${at(sizes, r, "2 * U")} + j;
        if (${isThere(sizes, r)}) {
          let gate = trace[${at(sizes, r, "4 * U")} + U + j]; let h = before[place];
          inner[${r * 3 + 1} * U + j] = sum${r}_0 * h * gate * (1.0 - gate);
          before[place + U] = gate * h;
          state[${r} * U + j] += sum${r}_0 * gate;
        } else { before[place + U] = 0.0; }
        ${storeInner(sizes, r)}
      }`)}`)}
    ${throughGates(sizes, "2 * U")}`,
  simple: (sizes) => `
    ${forUnits(sizes, each(sizes.rows, (r) => `{
      ${began(sizes, r, "U", "0", "U")}
      if (${isThere(sizes, r)}) {
        let y = trace[${at(sizes, r, "U")} + j];
        ${setInner(sizes, r, ["dh * (1.0 - y * y)"])}
        state[${r} * U + j] = 0.0;
      } else { ${setInner(sizes, r, zeros(sizes))} state[${r} * U + j] = dh; }
      ${storeInner(sizes, r)}
    }`))}
    ${throughGates(sizes, "G")}`,
};
