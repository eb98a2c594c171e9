import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { temporarySpills } from "../../src/cli/spills.ts";

const names = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("fidelio-rows-"));

test("rows lie in a file without a name: they are read as written, and nothing is left of it", async () => {
  const before = await names();
  const spill = await temporarySpills.create();
  expect(await names()).toEqual(before);
  await spill.write(Uint8Array.of(5, 6, 7), 10);
  await spill.write(Uint8Array.of(1, 2), 0);
  await spill.seal();
  expect([...(await spill.read(0, 3)), ...(await spill.read(11, 2))]).toEqual([1, 2, 0, 6, 7]);
  await expect(spill.read(12, 2)).rejects.toThrow("ended early");
  await spill.remove();
  await expect(spill.read(0, 1)).rejects.toThrow();
});
