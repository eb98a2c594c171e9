/**
 * The index of a cell of the H3 grid (Uber, 2018), 64 bits: 1 reserved, 4 of the mode, 3 of the edge, 4 of the resolution, 7 of the
 * base cell, and 15 digits of 3, of which those beyond the resolution are 7. https://h3geo.org/docs/core-library/h3Indexing
 */
export interface H3Cell {
  /** 1, since only cells are read. */
  readonly mode: number;
  /** 0 in a cell. */
  readonly edge: number;
  readonly resolution: number;
  readonly baseCell: number;
  /** [15]: which of the seven cells inside the one before, 0 its middle; 7 beyond the resolution. */
  readonly digits: readonly number[];
}

const DIGITS = 15;
const BASE_CELLS = 122;
/** Beyond the resolution. */
const UNUSED = 7;

/** How many values each of the 19 components of an index has: mode, edge, resolution, base cell and the digits. */
const VALUES: readonly number[] = [16, 8, 16, BASE_CELLS, ...new Array<number>(DIGITS).fill(8)];
const OFFSETS = VALUES.map((_, i) => VALUES.slice(0, i).reduce((a, b) => a + b, 0));
const FIRST_DIGIT = VALUES.length - DIGITS;

export const H3_COMPONENTS = VALUES.length;
/** Ids of all values of all components, one after another. */
export const H3_IDS = VALUES.reduce((a, b) => a + b, 0);

/** [19] an id for each component of a cell; the same digit has another id at each resolution, where it means another place. */
export const h3Ids = ({ mode, edge, resolution, baseCell, digits }: H3Cell): readonly number[] =>
  [mode, edge, resolution, baseCell, ...digits].map((value, i) => OFFSETS[i]! + value);

/** The component that an id is a value of, from 0. */
export const h3Component = (id: number): number => OFFSETS.findLastIndex((offset) => offset <= id);

/** Whether an id is a digit beyond the resolution. */
export const isH3Unused = (id: number): boolean => h3Component(id) >= FIRST_DIGIT && id - OFFSETS[h3Component(id)]! === UNUSED;
/** Base cells with five neighbours, which have nothing in direction 1. */
const PENTAGONS = [4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117];

const HEX = /^(?:0x)?0?[0-9a-f]{15}$/i;
/** A cell as an integer: between 2⁵⁹ and 2⁶⁰. */
const INTEGER = /^\d{18,19}$/;

/** The cell that a text names, as hexadecimal ("8928308280fffff") or as an integer ("617700169958293503"); null for what names none. */
export function parseH3(text: string): H3Cell | null {
  const cell = text.trim();
  if (INTEGER.test(cell)) return decode(BigInt(cell));
  return HEX.test(cell) ? decode(BigInt(cell.startsWith("0x") || cell.startsWith("0X") ? cell : `0x${cell}`)) : null;
}

function decode(index: bigint): H3Cell | null {
  const bits = (from: bigint, count: bigint): number => Number((index >> from) & ((1n << count) - 1n));
  const cell: H3Cell = {
    mode: bits(59n, 4n),
    edge: bits(56n, 3n),
    resolution: bits(52n, 4n),
    baseCell: bits(45n, 7n),
    digits: Array.from({ length: DIGITS }, (_, i) => bits(BigInt(3 * (DIGITS - 1 - i)), 3n)),
  };
  return index >> 63n === 0n && isCell(cell) ? cell : null;
}

function isCell({ mode, edge, resolution, baseCell, digits }: H3Cell): boolean {
  const [used, unused] = [digits.slice(0, resolution), digits.slice(resolution)];
  const isDeleted = PENTAGONS.includes(baseCell) && used.find((digit) => digit !== 0) === 1;
  return mode === 1 && edge === 0 && baseCell < BASE_CELLS && used.every((d) => d < UNUSED) && unused.every((d) => d === UNUSED) && !isDeleted;
}
