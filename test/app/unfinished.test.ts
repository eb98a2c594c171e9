import { expect, test, vi } from "vitest";
import { late } from "../../src/app/messages/late.ts";
import type { RunView } from "../../src/app/screens/props.ts";
import { afterEvent, interruptedView, startingView } from "../../src/app/state/run-view.ts";
import { WorkerGone } from "../../src/app/workers/gone.ts";
import type { EngineApi, TrainRequest } from "../../src/engine/api.ts";
import type { TrainEvent } from "../../src/engine/training/events.ts";
import { error, failure } from "../../src/engine/schema/problem.ts";
import type { Storage, UnfinishedRecord } from "../../src/storage/index.ts";
import { disk, openPage, SAMPLE, type Disk } from "./support/ports.ts";
import { runAt } from "./fixtures/penguins.ts";

const PENGUINS = ["species,beak,sex", ...Array.from({ length: 60 }, (_, i) => (i % 2 ? `Gentoo,${47 + (i % 7) / 10},${i % 3 ? "m" : "f"}` : `Adelie,${38 + (i % 5) / 10},${i % 3 ? "f" : "m"}`))].join("\n");

/** A page with a project that can train; `train` may be another one than the engine's. */
async function ready(from: Disk, train?: (request: TrainRequest, onEvent: (event: TrainEvent) => void) => ReturnType<EngineApi["train"]>) {
  const page = openPage(from, PENGUINS);
  if (train) page.ports.engine.train = train;
  await page.app.start();
  await page.app.openSample(SAMPLE);
  const { project } = page.app;
  if (!project) throw new Error("no project is open");
  project.setWish("cpu");
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
  return { ...page, project };
}
async function reopened(from: Disk, id: string) {
  const page = openPage(from, PENGUINS);
  await page.app.start();
  await page.app.openProject(id);
  if (!page.app.project) throw new Error("no project is open");
  return { ...page, project: page.app.project };
}
const ids = async (storage: Storage, kind: "unfinished" | "run") => (await storage.list(kind)).records.map(({ id }) => id);
const { plan, backend, rounds } = runAt(12, "running");
if (!plan || !backend) throw new Error("the fixture has a plan and a backend");
const started: TrainEvent = { type: "started", plan, backend, notes: [] };
const kept: TrainEvent = { type: "checkpoint", step: 180, at: 1_000, kept: true, problem: null };

test("a run that no config as it stands can bring further has failed, though it has a checkpoint: it would only fail again", async () => {
  const from = disk();
  const { project, app } = await ready(from, (_request, onEvent) => {
    onEvent(started);
    onEvent(kept);
    return Promise.resolve(failure(error(["trainer", "learning_rate"], "The loss is no number.")));
  });
  await app.train();
  expect(project.runs.view(null)).toMatchObject({ status: "failed", problems: [{ message: "The loss is no number." }] });
  expect(await ids(from.storage, "unfinished")).toEqual([]);
});

test("a run whose worker dies is interrupted in place, and offered after a reload with its curves", async () => {
  const from = disk();
  const { project, app } = await ready(from, async (_request, onEvent) => {
    onEvent(started);
    for (const round of rounds) onEvent({ type: "round", round });
    onEvent(kept);
    throw new WorkerGone("It is gone.");
  });
  await app.train();
  expect(project.runs.view(null)).toMatchObject({ status: "interrupted", name: "Run 1", problems: [{ message: "It is gone." }] });
  expect(project.steps.find(({ step }) => step === "train")?.fact).toEqual({ kind: "interrupted", round: 12 });

  const again = await reopened(from, project.id);
  expect(again.project.runs.view(null)).toMatchObject({ status: "interrupted", name: "Run 1", keptAt: 1_000 });
  expect(again.project.runs.view(null)?.rounds).toHaveLength(12);
  expect(again.app.library.interrupted(project.id)?.name).toBe("Run 1");
});

test("resume asks the engine for the same run; when it is kept, nothing unfinished is left", { timeout: 60_000 }, async () => {
  const from = disk();
  const first = await ready(from, () => Promise.reject(new WorkerGone("gone")));
  await first.app.train();
  const [id] = await ids(from.storage, "unfinished");
  const { app, project, ports } = await reopened(from, first.project.id);
  const train = vi.spyOn(ports.engine, "train");
  expect(project.held(id ?? "")).toBe("");
  await app.resume(id ?? "", "on");
  expect(train.mock.calls[0]?.[0]).toMatchObject({ run: id, resume: true, seed: 42, backend: "cpu" });
  expect(project.runs.view(null)).toMatchObject({ id, status: "finished", name: "Run 1" });
  expect(await ids(from.storage, "unfinished")).toEqual([]);
  expect(await ids(from.storage, "run")).toEqual([id]);
  expect(app.library.interrupted(project.id)).toBeUndefined();
});

test("a run that is discarded is gone, with its checkpoint", async () => {
  const from = disk();
  const { app, project } = await ready(from, () => Promise.reject(new WorkerGone("gone")));
  await app.train();
  const [id = ""] = await ids(from.storage, "unfinished");
  await from.storage.put("checkpoint", { id, savedAt: 1, meta: null });
  await app.discard(id);
  expect(project.runs.view(null)).toBeNull();
  expect(await ids(from.storage, "unfinished")).toEqual([]);
  expect(await from.storage.get("checkpoint", id)).toEqual({ ok: true, value: undefined });
});

test("a kill after the run was kept, and before or after its checkpoint went, shows it finished", { timeout: 60_000 }, async () => {
  const from = disk();
  const { app, project } = await ready(from);
  const remove = vi.spyOn(from.storage, "remove").mockResolvedValue({ ok: true, value: null }); // the page is killed before it removes anything
  await app.train();
  remove.mockRestore();
  const [id] = await ids(from.storage, "run");
  expect(await ids(from.storage, "unfinished")).toEqual([id]);
  const again = await reopened(from, project.id);
  expect(again.project.runs.view(null)).toMatchObject({ id, status: "finished" });
  expect(await ids(from.storage, "unfinished")).toEqual([]);
});

test("a run that could not be kept for want of space can still be resumed after the tab is closed", { timeout: 60_000 }, async () => {
  const from = disk();
  const { app, project } = await ready(from);
  const { put } = from.storage;
  vi.spyOn(from.storage, "put").mockImplementation((kind, draft, blobs) => (kind === "run" ? Promise.resolve({ ok: false, problems: [{ severity: "error", path: [], message: "full" }] }) : put(kind, draft, blobs)));
  await app.train();
  vi.restoreAllMocks();
  expect(project.runs.view(null)?.status).toBe("finished");
  const again = await reopened(from, project.id);
  expect(again.project.runs.view(null)?.status).toBe("interrupted");
});

test("a config that fails before its first step leaves nothing to resume", async () => {
  const from = disk();
  const { app, project } = await ready(from, async () => ({ ok: false, problems: [{ severity: "error", path: [], message: "no rows" }] }));
  await app.train();
  expect(project.runs.view(null)?.status).toBe("failed");
  expect(await ids(from.storage, "unfinished")).toEqual([]);
});

test("a run cannot go on with other rows than its own", async () => {
  const from = disk();
  const { app, project } = await ready(from, () => Promise.reject(new WorkerGone("gone")));
  await app.train();
  const [id = ""] = await ids(from.storage, "unfinished");
  await app.openFile(new File([`${PENGUINS}\nGentoo,48,m`], "more.csv"), project);
  expect(project.held(id)).toBe(late.train.interrupted.otherRows);
});

const view = (events: readonly TrainEvent[], from: RunView = startingView({ id: "r", name: "Run 1", yaml: "" })) => events.reduce(afterEvent, from);

test("a device that fails is an incident, told with where and on what the run goes on", () => {
  const progress: TrainEvent = { type: "progress", step: 340, loss: 1, rowsPerSecond: 1, secondsLeft: 1 };
  const seen = view([started, kept, progress, { type: "interrupted", reason: "the graphics card was lost", step: 320, backend: "webgpu" }, { ...started, backend: { ...backend, chosen: "wasm" } }, { type: "resumed_from", step: 320, rounds, at: 1_000 }]);
  expect(seen.incidents).toEqual([{ reason: "the graphics card was lost", at: 340, round: 0, from: 320, next: "wasm" }]);
  expect(seen).toMatchObject({ status: "running", rounds, keptAt: 1_000 });
  expect(late.train.incident("the graphics card was lost", 340, 320, "wasm")).toBe("At step 340: the graphics card was lost. Training goes on from step 320 on WebAssembly.");
});

test("a checkpoint that could not be kept says why until one is", () => {
  const refused: TrainEvent = { ...kept, kept: false, problem: "the disk is full" };
  expect(view([started, kept, refused])).toMatchObject({ keptAt: 1_000, keepProblem: "the disk is full" });
  expect(view([started, refused, kept])).toMatchObject({ keptAt: 1_000, keepProblem: null });
});

test("an interrupted run shows what was seen of it", () => {
  const record: UnfinishedRecord = { format: 2, blobs: {}, id: "r", project: "p", name: "Run 1", createdAt: 0, yaml: "", seed: 1, dataset: "d", backend: "auto", seen: { plan, rounds, at: 5 } };
  expect(interruptedView(record)).toMatchObject({ status: "interrupted", plan, rounds, keptAt: 5 });
  expect(interruptedView({ ...record, seen: null })).toMatchObject({ status: "interrupted", plan: null, rounds: [], keptAt: null });
});
