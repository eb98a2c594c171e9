import { expect, test, vi } from "vitest";
import type { EngineApi, OpenModel } from "../../../src/engine/api.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import type { ModelBundle } from "../../../src/engine/model/bundle.ts";
import { success } from "../../../src/engine/schema/problem.ts";
import type { DataApi } from "../../../src/ingest/data-api.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import { dataClient, OpenSets, type Recovery } from "../../../src/app/workers/data-client.ts";
import { engineClient } from "../../../src/app/workers/engine-client.ts";
import { pageExperience, type ExperienceMemory } from "../../../src/app/workers/experience.ts";
import { WorkerGone } from "../../../src/app/workers/gone.ts";
import { LastingWorker } from "../../../src/app/workers/lasting.ts";
import { t } from "../../../src/app/messages/index.ts";
import { MemoryLocks } from "../support/browser.ts";
import { disk } from "../support/ports.ts";
import { puppet, watchWith, type Puppet } from "./support.ts";

const TABLE = { name: "t.csv", text: "a,b\n1,x\n2,y\n" };

/** Real readers over one disk, each in a worker of its own. */
function readers() {
  const locks = new MemoryLocks();
  const { tables } = disk();
  const spawned: Puppet<DataApi>[] = [];
  const sets = new OpenSets();
  const recoveries: (Recovery | null)[] = [];
  const spawn = () => {
    const made = puppet<DataApi>(new DataSets(tables), locks);
    spawned.push(made);
    return made;
  };
  const worker = new LastingWorker<DataApi>("data", spawn, watchWith(locks, { beats: 1000 }), async ({ api }) => void recoveries.push(await sets.recover(api)), () => {});
  return { data: dataClient(worker, sets), spawned, recoveries };
}

test("what lay in a dead data worker is read back into the next one", async () => {
  const { data, spawned, recoveries } = readers();
  await data.open("kept", TABLE, {});
  await data.keep("kept");
  spawned[0]?.die();
  expect(await data.rows("kept", { from: 0, to: 9 })).toEqual([["1", "x"], ["2", "y"]]);
  expect(spawned).toHaveLength(2);
  expect(recoveries.at(-1)?.restored.map(({ id }) => id)).toEqual(["kept"]);
});

test("many files are handed to the worker a few at a time, and to the next one if it dies on them", async () => {
  const { data, spawned } = readers();
  const files = Array.from({ length: 300 }, (_, i) => ({ path: `t/${i % 2 ? "b" : "a"}/${i}.csv`, file: new Blob([`a,b\n${i},x\n`]) }));
  const opened = vi.spyOn(DataSets.prototype, "open");
  const set = await data.open("many", { name: "t", files }, {});
  expect(opened.mock.calls.map(([, source]) => source)).toEqual([{ name: "t", count: 300 }]);
  expect(set.ok).toBe(true);
  const [, , , , , more] = opened.mock.calls[0]!;
  expect((await more!(200)).map(({ path }) => path)).toEqual(files.slice(200, 300).map(({ path }) => path));
  opened.mockClear();
  await data.open("few", { name: "t", files: files.slice(0, 2) }, {});
  expect(opened.mock.calls[0]?.[1]).toMatchObject({ files: files.slice(0, 2) });
  opened.mockRestore();
  spawned[0]?.die();
  expect((await data.open("again", { name: "t", files }, {})).ok).toBe(true);
});

test("a table that was never kept is lost with its worker, and every later call says so or shows nothing", async () => {
  const { data, spawned, recoveries } = readers();
  await data.open("loose", TABLE, {});
  spawned[0]?.die();
  expect(await data.rows("loose", { from: 0, to: 9 })).toEqual([]);
  expect(recoveries.at(-1)).toEqual({ restored: [], lost: ["loose"] });
  const changed = await data.setDecimal("loose", "a", ",");
  expect(changed.ok ? "" : changed.problems[0]?.message).toBe(t.workers.dataLost);
  expect((await data.open("loose", TABLE, {})).ok).toBe(true);
  expect(await data.rows("loose", { from: 0, to: 1 })).toEqual([["1", "x"]]);
});

test("what is closed or cancelled in a worker whose end nobody has noticed yet is not waited for", async () => {
  const { data, spawned } = readers();
  await data.open("kept", TABLE, {});
  await data.keep("kept");
  spawned[0]?.hang();
  const closing = Promise.all([data.close("kept"), data.cancel("kept")]);
  spawned[0]?.die();
  await closing;
  expect((await data.restore("kept")).ok).toBe(true);
});

/** Engines of which only models are asked here; each gives its own ids. */
function engines(kept: unknown[] = []) {
  const memory: Pick<ExperienceMemory, "write"> = { write: (timed) => void kept.push(...timed) };
  const locks = new MemoryLocks();
  const spawned: Puppet<EngineApi>[] = [];
  const spawn = () => {
    const nth = spawned.length + 1;
    const open = new Set<string>();
    const never = new Promise<never>(() => {});
    const made = puppet<EngineApi>({
      open: async () => success<OpenModel>((open.add(`${nth}`), { id: `${nth}`, inputs: [], outputs: [] })),
      predict: async (model: string) => (open.has(model) ? success({}) : Promise.reject(new Error(`internal: ${model} is not open`))),
      experience: async () => ["timed now"],
      train: (_: unknown, onEvent: (event: TrainEvent) => void) => {
        onEvent({ type: "started" } as TrainEvent); // all that is heard of it here
        return never;
      },
      control: async () => {},
    } as unknown as EngineApi, locks); // the rest of the engine is not asked here
    spawned.push(made);
    return made;
  };
  return { engine: engineClient(new LastingWorker<EngineApi>("engine", spawn, watchWith(locks, { beats: 1000 }), async () => {}, () => {}), memory), spawned };
}
const bundle = {} as ModelBundle; // goes through unread

test("a model that was open in a dead engine worker is opened again when it is asked", async () => {
  const { engine, spawned } = engines();
  const opened = await engine.open(bundle);
  if (!opened.ok) throw new Error("not opened");
  const { id } = opened.value;
  expect((await engine.predict(id, {})).ok).toBe(true);
  spawned[0]?.die();
  expect((await engine.predict(id, {})).ok).toBe(true);
  expect(spawned).toHaveLength(2);
});

test("what was timed for a run is kept once its backend is chosen", async () => {
  const kept: unknown[] = [];
  const { engine, spawned } = engines(kept);
  const run = engine.train({ yaml: "", dataset: "", seed: 1, backend: "auto" }, () => {});
  await expect.poll(() => kept).toEqual(["timed now"]);
  spawned[0]?.die();
  await expect(run).rejects.toThrow(WorkerGone);
});

test("a store that is refused or holds something else is an empty memory", () => {
  const timed = [{ backend: "wasm", device: "", kind: "", milliseconds: 1 }] as const;
  const values = new Map<string, string>();
  const store = { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) };
  const memory = pageExperience(() => store);
  expect(memory.read()).toEqual([]);
  memory.write(timed);
  expect(memory.read()).toEqual(timed);
  for (const key of values.keys()) values.set(key, "{");
  expect(memory.read()).toEqual([]);
  const refused = pageExperience(() => { throw new Error("denied"); });
  refused.write(timed);
  expect(refused.read()).toEqual([]);
});

test("training is not repeated in silence: it ends with the worker", async () => {
  const { engine, spawned } = engines();
  await engine.open(bundle);
  const run = engine.train({ yaml: "", dataset: "", seed: 1, backend: "auto" }, () => {});
  await Promise.resolve();
  spawned[0]?.die();
  await expect(run).rejects.toThrow(WorkerGone);
  expect(spawned).toHaveLength(1);
  await engine.control("stop"); // nobody is there to be told
});
