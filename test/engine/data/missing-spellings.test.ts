import { expect, test } from "vitest";
import { cellOf, columnFrom } from "../../../src/engine/data/table.ts";

test("of however many spellings that mean missing a cell looks at none but its own", () => {
  const paths = Array.from({ length: 2000 }, (_, i) => `lost/${i}.png`);
  let looks = 0;
  const missing = new Proxy(paths, { get: (all, key: string | symbol) => { if (typeof key === "string" && /^\d+$/.test(key)) looks += 1; return Reflect.get(all, key) as unknown; } });
  const column = { ...columnFrom("photo", [...paths, ...paths.map((path) => `kept ${path}`)]), missing };
  expect(Array.from(paths, (_, row) => cellOf(column, row)).every((cell) => cell === null)).toBe(true);
  expect(Array.from(paths, (path, row) => cellOf(column, row + paths.length) === `kept ${path}`).every(Boolean)).toBe(true);
  expect(looks).toBeLessThan(3 * paths.length); // one by one they would be six million
});
