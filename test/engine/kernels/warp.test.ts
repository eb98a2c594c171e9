import { expect, test } from "vitest";
import { warped } from "../../../src/engine/kernels/warp.ts";

const [HEIGHT, WIDTH] = [3, 5];
const picture = Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) => i + 1);
const STILL = [1, 1, 0, 1, 0, 0, 0, 0, 0, 0] as const;

/** The rows of the picture moved by one column of moves that is not as it stands still. */
function moved(column: number, value: number): readonly (readonly number[])[] {
  const y = new Float32Array(picture.length);
  warped(picture, Float32Array.from(STILL, (still, i) => (i === column ? value : still)), y, [1, HEIGHT, WIDTH, 1]);
  return Array.from({ length: HEIGHT }, (_, row) => Array.from(y.subarray(row * WIDTH, (row + 1) * WIDTH), (x) => Math.round(x * 1000) / 1000));
}

test.each([
  ["nothing", 0, 1, [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12, 13, 14, 15]]],
  ["mirrored", 0, -1, [[5, 4, 3, 2, 1], [10, 9, 8, 7, 6], [15, 14, 13, 12, 11]]],
  ["upside down", 1, -1, [[11, 12, 13, 14, 15], [6, 7, 8, 9, 10], [1, 2, 3, 4, 5]]],
  ["turned by half", 2, Math.PI, [[15, 14, 13, 12, 11], [10, 9, 8, 7, 6], [5, 4, 3, 2, 1]]],
  ["slanted across: each line by its distance from the middle one", 6, 1, [[0, 1, 2, 3, 4], [6, 7, 8, 9, 10], [12, 13, 14, 15, 0]]],
  ["slanted down: each column by its distance from the middle one", 7, 1, [[0, 0, 3, 9, 15], [0, 2, 8, 14, 0], [1, 7, 13, 0, 0]]],
  ["shifted to the right by one of five", 8, 0.2, [[0, 1, 2, 3, 4], [0, 6, 7, 8, 9], [0, 11, 12, 13, 14]]],
  ["shifted down by one of three", 9, 1 / 3, [[0, 0, 0, 0, 0], [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]],
])("a picture moved: %s", (_, column, value, wanted) => {
  expect(moved(column, value)).toEqual(wanted);
});
