import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { previewAugmentation } from "../../../src/engine/advice/preview-augmentation.ts";

beforeAll(async () => { await startBackend("wasm", { gpu: null, timeout: 20_000 }); });

const shape = [6, 2, 3, 1] as const;
const pixels = Uint8Array.from({ length: 36 }, (_, i) => 7 * i);
const preview = async (augmentation: unknown, step = 1): Promise<readonly number[]> => {
  const made = await previewAugmentation({ pixels, shape, augmentation, seed: 3, step });
  if (!made.ok) throw new Error(made.problems[0]!.message);
  return Array.from(made.value);
};
const mirrored = (picture: readonly number[]) => [0, 3].flatMap((row) => [2, 1, 0].map((x) => picture[row + x]!));

test("no augmentation changes nothing; flips give each picture as it is or mirrored, and both occur", async () => {
  expect(await preview([])).toEqual(Array.from(pixels));
  const flipped = await preview([{ type: "random_horizontal_flip" }]);
  const ways = Array.from({ length: 6 }, (_, i) => {
    const [was, is] = [Array.from(pixels.subarray(6 * i, 6 * i + 6)), flipped.slice(6 * i, 6 * i + 6)];
    expect([was, mirrored(was)]).toContainEqual(is);
    return String(is) === String(was);
  });
  expect(new Set(ways).size).toBe(2);
});

test("the same step gives the same, another step something else, and no brightness leaves the range of a byte", async () => {
  const bright = [{ type: "random_brightness", min: 3, max: 4 }];
  expect(await preview(bright)).toEqual(await preview(bright));
  expect(await preview(bright, 2)).not.toEqual(await preview(bright));
  const brighter = await preview(bright);
  expect(Math.max(...brighter)).toBe(255);
  brighter.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(pixels[i]!));
});

test("augmentation that is chosen for each picture leaves few as they are, and changes the others in many ways", async () => {
  const count = 400;
  const colours = Array.from({ length: 4 * 5 * 3 }, (_, i) => 40 + ((i * 37) % 160));
  const made = await previewAugmentation({ pixels: Uint8Array.from({ length: count * 60 }, (_, i) => colours[i % 60]!), shape: [count, 4, 5, 3], augmentation: [{ type: "auto_augmentation" }], seed: 3, step: 1 });
  if (!made.ok) throw new Error(made.problems[0]!.message);
  const each = Array.from({ length: count }, (_, i) => String(made.value.subarray(60 * i, 60 * (i + 1))));
  const same = each.filter((picture) => picture === String(colours)).length / count;
  expect(same).toBeGreaterThan(1 / 13 - 0.04); // nothing at all is one of thirteen ways, and some changes are too weak for bytes
  expect(same).toBeLessThan(2 / 13 + 0.04);
  expect(new Set(each).size).toBeGreaterThan(count / 2);
});

test("what is wrong with the list is said", async () => {
  const made = await previewAugmentation({ pixels, shape, augmentation: [{ type: "random_swirl" }], seed: 3, step: 1 });
  expect(made.ok ? "" : made.problems[0]!.message).toContain("random_swirl");
});
