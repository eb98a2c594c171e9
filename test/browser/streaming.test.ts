import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.ts";
import { tinyHost, tinyTable, tinyYaml } from "../engine/training/tiny.ts";
import { history } from "../engine/training/runs.ts";
import { spillsInMemory } from "../support/spills.ts";

test("on WebGPU a run whose rows come from a file gives the numbers of one whose rows stay, by replayed steps", { timeout: 240_000 }, async () => {
  const yaml = tinyYaml("should_shuffle: false").replace("epochs: 3, batch_size: 32", "epochs: 2, batch_size: 13");
  const [stored, resident] = [spillsInMemory(), spillsInMemory()];
  const run = async (spills: typeof stored, memory: number) => {
    const notes: string[] = [];
    const engine = createEngine({ ...tinyHost(tinyTable(120)), spills }, { backends: { gpu: navigator.gpu, timeout: 60_000 }, memory });
    const trained = await engine.train({ yaml, dataset: "tiny", seed: 1, backend: "webgpu" }, (event) => { if (event.type === "note") notes.push(event.note.message); });
    if (!trained.ok) throw new Error(trained.problems[0]!.message);
    expect(trained.value.backend.chosen).toBe("webgpu");
    expect(notes).toEqual([]);
    return { rounds: history(trained.value.rounds), weights: trained.value.bundle.weights.data };
  };
  expect(await run(stored, 2048)).toEqual(await run(resident, 1e9));
  expect([stored.made, resident.made]).toEqual([1, 0]);
});
