/** Pictures of a bright square or of a bar of as many pixels, somewhere on a dark ground of noise: their mean brightness says nothing. */
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../src/engine/data/pictures/uri.ts";
import { seededRandom } from "../../src/engine/data/random.ts";

export const SIDE = 12;
export interface Shapes { readonly photo: readonly string[]; readonly shape: readonly string[] }

export function shapes(rows: number, stream: string): Shapes {
  const random = seededRandom(17, stream);
  const upTo = (n: number): number => Math.floor(n * random());
  const made = Array.from({ length: rows }, () => {
    const isBar = random() < 0.5;
    const [wide, high] = isBar ? [8, 2] : [4, 4];
    const [left, top] = [upTo(SIDE - wide + 1), upTo(SIDE - high + 1)];
    const isIn = (x: number, y: number) => x >= left && x < left + wide && y >= top && y < top + high;
    const cell = pictureUri(bitmap(SIDE, SIDE, (x, y) => { const value = (isIn(x, y) ? 120 : 60) + upTo(110); return [value, value, value]; }), "bmp");
    return { cell, shape: isBar ? "bar" : "square" };
  });
  return { photo: made.map(({ cell }) => cell), shape: made.map(({ shape }) => shape) };
}
