/**
 * In a file, and so in a process, of its own: an engine that another test left behind may still be starting a backend, which in
 * TensorFlow.js is everybody's.
 */
import { expect, test, vi } from "vitest";
import type { ProjectState } from "../../src/app/state/project.svelte.ts";
import { opened, started } from "./support/penguins.ts";
import { disk, SAMPLE } from "./support/ports.ts";

test("a run trains, is kept with its project, and after a reload its model answers as before", { timeout: 60_000 }, async () => {
  const kept = disk();
  const { app } = await started(kept);
  await app.openSample(SAMPLE);
  const project = opened(app);
  project.setWish("cpu");
  project.document.edit(`${project.document.text}\n`, "typing");
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
  await project.train();
  const view = project.runs.view(null);
  expect(view).toMatchObject({ status: "finished", name: "Run 1", problems: [] });
  expect(view?.rounds.length).toBeGreaterThan(0);
  expect(project.steps.map(({ state }) => state)).toEqual(["done", "done", "done", "done", "done"]);
  const answers = await ask(project);
  const record = project.runs.record(null)!;
  expect(record).toMatchObject({ testViews: 0, simple: null, starred: false, note: "" });
  await project.runs.lookAtTest(record.id);
  await project.runs.trainSimple(record.id, () => project.model.simple(project.dataset.set!.id, record));
  const { simple, testViews, evaluations } = project.runs.record(null)!;
  expect(testViews).toBe(1);
  expect(simple?.splits.map(({ split }) => split)).toEqual(evaluations.map(({ split }) => split));
  for (const { split, outputs } of simple?.splits ?? []) {
    const evaluation = evaluations.find((of) => of.split === split)!;
    for (const [name, { model }] of Object.entries(outputs)) expect(model["accuracy_micro"]).toBeCloseTo(evaluation.outputs[name]!.metrics["accuracy_micro"]!, 9); // the same rows
  }
  // At once, as when simple models are done while one writes: neither is lost.
  await Promise.all([project.runs.annotate(record.id, { starred: true }), project.runs.annotate(record.id, { note: "the first" }), project.runs.lookAtTest(record.id)]);
  expect(project.runs.record(null)).toMatchObject({ note: "the first", starred: true, testViews: 2 });
  const seconds = await project.runs.measure(record.id);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(5);

  let fail = (_: Error): void => {};
  const comparing = project.runs.trainSimple(record.id, () => new Promise((_, refuse) => { fail = refuse; }));
  await project.close();
  fail(new Error("no data set is open"));
  await comparing; // its rows were closed under it
  expect(app.toasts.all).toEqual([]);

  const again = (await started(kept)).app;
  await again.openProject(project.id);
  const reread = opened(again);
  expect(reread.document.text).toBe(project.document.text);
  expect(reread.dataset.set?.profile.rows).toBe(60);
  expect(reread.runs.record(null)).toMatchObject({ note: "the first", starred: true });
  expect(reread.runs.summaries).toEqual(project.runs.summaries);
  expect(await ask(reread)).toEqual(answers);
  expect(reread.runs.record(null)).toMatchObject({ testViews: 2, simple });
  reread.document.edit(`# changed\n${reread.document.text}`, "typing");
  expect(reread.stale).toBe(true);
});

async function ask(project: ProjectState) {
  const record = project.runs.record(null);
  if (!record) throw new Error("no run is kept");
  await project.model.open(record.id, () => project.runs.bundle(record));
  expect(project.model.problems).toEqual([]);
  const outcome = await project.model.predict({ beak: ["38.2", "47.3", null] });
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return outcome.value;
}
