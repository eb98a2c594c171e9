import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { threadsFrom } from "../../src/cli/threads.ts";

const folder = await mkdtemp(join(tmpdir(), "fidelio-threads-"));
async function script(code: string): Promise<URL> {
  const path = join(folder, `${Math.random()}.mjs`);
  await writeFile(path, code);
  return pathToFileURL(path);
}
const answering = await script('import { parentPort } from "node:worker_threads"; parentPort.once("message", () => parentPort.postMessage(null));');

test.each([[1, undefined], [2, 2], [3, 2], [4, 3], [64, 8]])("of %i cores %s compute", (cores, count) => {
  expect(threadsFrom(answering, cores)?.count).toBe(count);
});

test("sources that were not built have one thread", () => {
  expect(threadsFrom(pathToFileURL(join(folder, "helper.mjs")), 8)).toBeNull();
});

test("a helper says that it serves, or why it does not", async () => {
  const serving = threadsFrom(answering, 4)!.spawn();
  await serving.begin({});
  serving.stop();
  const broken = threadsFrom(await script("throw new Error('no memory');"), 4)!.spawn();
  await expect(broken.begin({})).rejects.toThrow("no memory");
});
