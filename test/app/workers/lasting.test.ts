import { expect, test } from "vitest";
import { WorkerGone } from "../../../src/app/workers/gone.ts";
import { LastingWorker } from "../../../src/app/workers/lasting.ts";
import { MemoryLocks } from "../support/browser.ts";
import { puppet, watchWith, type Puppet } from "./support.ts";

interface Api { answer(): Promise<number>; never(): Promise<number> }

function lasting({ locks = new MemoryLocks(), watch = watchWith(locks) }: { locks?: MemoryLocks | null; watch?: ReturnType<typeof watchWith> } = {}) {
  const spawned: Puppet<Api>[] = [];
  const ends: string[] = [];
  const prepared: number[] = [];
  const spawn = () => {
    const nth = spawned.length + 1;
    const made = puppet<Api>({ answer: async () => nth, never: () => (nth > 1 ? Promise.resolve(nth) : new Promise(() => {})) }, locks);
    spawned.push(made);
    return made;
  };
  const worker = new LastingWorker<Api>("engine", spawn, watch, async () => void prepared.push(spawned.length), (reason) => ends.push(reason));
  return { worker, spawned, ends, prepared };
}

test("a worker starts with what is first asked of it, and is prepared once", async () => {
  const { worker, spawned, prepared } = lasting();
  expect(spawned).toHaveLength(0);
  expect(await Promise.all([worker.ask((api) => api.answer()), worker.ask((api) => api.answer())])).toEqual([1, 1]);
  expect(spawned).toHaveLength(1);
  expect(prepared).toEqual([1]);
});

test("a call in flight when its worker dies is rejected with a sentence, or asked of the next one", async () => {
  const { worker, spawned, ends, prepared } = lasting();
  const once = worker.once((api) => api.never());
  const again = worker.ask((api) => api.never());
  await worker.living();
  spawned[0]?.die();
  await expect(once).rejects.toThrow(WorkerGone);
  await expect(once).rejects.toThrow(/The part of Fidelio that computes .*\./);
  expect(await again).toBe(2);
  expect(ends).toHaveLength(1);
  expect(prepared).toEqual([1, 2]);
});

test("what kills every worker it is asked of is given up after the second", async () => {
  const { worker, spawned } = lasting();
  const deadly = worker.ask(async () => {
    spawned.at(-1)?.die();
    return new Promise<number>(() => {});
  });
  await expect(deadly).rejects.toThrow(WorkerGone);
  expect(spawned).toHaveLength(2);
});

test("a worker that answers no knock while it is asked is ended; one that is silent but idle is not", async () => {
  const { worker, spawned, ends } = lasting({ locks: null });
  await worker.ask((api) => api.answer());
  spawned[0]?.hang();
  await new Promise((later) => setTimeout(later, 80));
  expect(ends).toEqual([]);
  await expect(worker.once((api) => api.answer())).rejects.toThrow(/no sign of life/);
  expect(spawned[0]?.terminated).toBe(true);
  expect(await worker.ask((api) => api.answer())).toBe(2);
});

test("a worker that computes for long but answers knocks between two steps lives", async () => {
  const { worker, ends } = lasting();
  const slow = worker.once(() => new Promise<string>((done) => setTimeout(() => done("done"), 150)));
  expect(await slow).toBe("done");
  expect(ends).toEqual([]);
});

test("a script that cannot be loaded is told, and the next who asks tries again", async () => {
  const locks = new MemoryLocks();
  const { worker, spawned } = lasting({ locks });
  const first = worker.once((api) => api.answer());
  spawned[0]?.hang();
  spawned[0]?.fail("");
  await expect(first).rejects.toThrow(/engine worker did not start \(its file could not be loaded\)/);
  expect(spawned[0]?.terminated).toBe(true);
  expect(await worker.once((api) => api.answer())).toBe(2);
});

test("a script that loads but never answers is told too", async () => {
  const locks = new MemoryLocks();
  const dead = puppet<Api>({ answer: async () => 1, never: async () => 1 }, locks);
  dead.hang();
  const worker = new LastingWorker<Api>("data", () => dead, watchWith(locks, { startWithin: 20 }), async () => {}, () => {});
  await expect(worker.living()).rejects.toThrow(/data worker did not start/);
});
