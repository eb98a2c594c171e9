/** A worker with a spill: what the engine's does with one. */
import * as Comlink from "comlink";
import type { Spill } from "../../src/engine/api.ts";
import { opfsSpills } from "../../src/storage/spills.ts";

let spill: Spill | null = null;
const current = (): Spill => {
  if (!spill) throw new Error("none was created");
  return spill;
};
const opened = opfsSpills();
const worker = {
  async open() {
    if (!(await opened)) throw new Error("no private file system");
  },
  async create() {
    const spills = await opened;
    if (!spills) throw new Error("no private file system");
    spill = await spills.create();
  },
  write: (bytes: Uint8Array, at: number) => current().write(bytes, at),
  seal: () => current().seal(),
  read: (at: number, length: number) => current().read(at, length),
  remove: () => current().remove(),
};
export type SpillWorker = typeof worker;
Comlink.expose(worker);
