/** Rows in files of the origin's private file system: a worker writes and reads them, and what a kill leaves goes at the next start. */
import * as Comlink from "comlink";
import { expect, test } from "vitest";
import type { SpillWorker } from "./spill-worker.ts";

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("spills", { create: true });
const names = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const name of (await folder()).keys()) found.push(name);
  return found;
};
const start = () => {
  const worker = new Worker(new URL("./spill-worker.ts", import.meta.url), { type: "module" });
  return { worker, api: Comlink.wrap<SpillWorker>(worker) };
};

test("what was written is read, from any place, and is gone in the end", async () => {
  const { worker, api } = start();
  const megabytes = Uint8Array.from({ length: 3 * 2 ** 20 }, (_, i) => i % 251);
  await api.create();
  expect(await names()).toHaveLength(1);
  await api.write(megabytes, 1000);
  await api.write(Uint8Array.of(9, 8), 0);
  expect([...(await api.read(1000 + 2 ** 20, 3))]).toEqual([...megabytes.subarray(2 ** 20, 2 ** 20 + 3)]);
  await api.seal();
  expect([...(await api.read(0, 3))]).toEqual([9, 8, 0]);
  expect([...(await api.read(1000 + 2 ** 21, 4))]).toEqual([...megabytes.subarray(2 ** 21, 2 ** 21 + 4)]);
  await api.remove();
  expect(await names()).toEqual([]);
  worker.terminate();
});

test("a file in use stays when another worker starts, and goes when its own was killed", async () => {
  const first = start();
  await first.api.create();
  await first.api.write(Uint8Array.of(1), 0);
  const second = start();
  await second.api.open();
  expect(await names()).toHaveLength(1);
  first.worker.terminate();
  await expect.poll(async () => {
    const third = start();
    await third.api.open();
    third.worker.terminate();
    return names();
  }, { timeout: 10_000 }).toEqual([]);
  second.worker.terminate();
});
