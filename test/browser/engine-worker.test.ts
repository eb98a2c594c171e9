/** The engine as the app runs it: in its worker, behind comlink, with tables from a channel of their own. */
import * as Comlink from "comlink";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EngineApi, TrainedRun } from "../../src/engine/api.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { TrainEvent } from "../../src/engine/training/events.ts";
import { tinyHost, tinyTable, tinyYaml } from "../engine/training/tiny.ts";

const ROWS = 60;
let worker: Worker;
let engine: Comlink.Remote<EngineApi & { connect(port: MessagePort): void }>;

beforeAll(async () => {
  worker = new Worker(new URL("../../workers/engine.worker.ts", import.meta.url), { type: "module" });
  engine = Comlink.wrap(worker);
  const { port1, port2 } = new MessageChannel();
  Comlink.expose({ table: (id: string) => tinyHost(tinyTable(ROWS)).table(id) }, port1);
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => { reject(new Error(event.message || "the worker's file does not load")); });
  });
  await Promise.race([engine.connect(Comlink.transfer(port2, [port2])), broken]);
}, 60_000);
afterAll(() => { worker.terminate(); });

async function trained(backend: BackendName): Promise<{ run: TrainedRun; events: TrainEvent[] }> {
  const events: TrainEvent[] = [];
  const request = { yaml: tinyYaml(), dataset: "tiny", seed: 1, backend };
  const outcome = await engine.train(request, Comlink.proxy((event: TrainEvent) => { events.push(event); }));
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("\n"));
  return { run: outcome.value, events };
}

/** How far a figure of the history may differ between plain JavaScript and WebGPU, relative to its size. */
const TOLERANCE = 1e-3;

test("training on WebGPU tells the same history as plain JavaScript, within the stated tolerance", { timeout: 240_000 }, async () => {
  const gpu = await trained("webgpu");
  expect(gpu.run.backend.chosen).toBe("webgpu");
  expect(gpu.events[0]!.type).toBe("started");
  const cpu = await trained("cpu");
  expect(cpu.run.backend.chosen).toBe("cpu");
  expect(gpu.run.rounds).toHaveLength(cpu.run.rounds.length);
  for (const [i, round] of cpu.run.rounds.entries()) {
    for (const part of ["training", "validation"] as const) {
      for (const [output, scores] of Object.entries(round[part])) {
        for (const [metric, value] of Object.entries(scores)) {
          const other = gpu.run.rounds[i]![part][output]![metric]!;
          expect(Math.abs(other - value) <= TOLERANCE * Math.max(1, Math.abs(value)) || Object.is(other, value), `${part} ${output} ${metric} in round ${i + 1}: ${other}, not ${value}`).toBe(true);
        }
      }
    }
  }
});

test("a model that was trained on WebGPU answers a form, row by row, as it answers a file, and again after it was reopened", { timeout: 240_000 }, async () => {
  const { run: { bundle } } = await trained("webgpu");
  const opened = await engine.open(bundle);
  if (!opened.ok) throw new Error("the model does not open");
  const { table } = await tinyHost(tinyTable(ROWS)).table("tiny");
  const cells = await rowsOf(table);
  const all = await engine.predict(opened.value.id, cells);
  for (const row of [0, 1, 17, ROWS - 1]) {
    const one = await engine.predict(opened.value.id, Object.fromEntries(Object.entries(cells).map(([name, column]) => [name, [column[row]!]])));
    expect(weight(one, 0)).toBeCloseTo(weight(all, row), 6);
  }
  await engine.close(opened.value.id);
  const again = await engine.open(structuredClone(bundle));
  if (!again.ok) throw new Error("the model does not open again");
  expect(await engine.predict(again.value.id, cells)).toEqual(all);
  const columns = await engine.predictTable(again.value.id, "tiny", Comlink.proxy(() => {}));
  expect(columns.ok && columns.value["weight_predictions"]).toHaveLength(ROWS);
});

type Answers = Awaited<ReturnType<typeof engine.predict>>;
function weight(answers: Answers, row: number): number {
  const predictions = answers.ok ? answers.value["weight"] : undefined;
  if (predictions?.kind !== "number") throw new Error("no numbers");
  return predictions.values[row]!;
}

async function rowsOf(table: ReturnType<typeof tinyTable>): Promise<Record<string, (string | null)[]>> {
  const { cellsOf } = await import("../../src/engine/data/table.ts");
  return Object.fromEntries(table.columns.map((column) => [column.name, [...cellsOf(column)]]));
}
