import { expect, test, vi } from "vitest";
import { disk, openPage, SAMPLE, type Disk } from "./support/ports.ts";
import type { AppState } from "../../src/app/state/app.svelte.ts";
import type { ProjectState } from "../../src/app/state/project.svelte.ts";

/** Two species that a beak's length tells apart. */
const PENGUINS = ["species,beak,sex", ...Array.from({ length: 60 }, (_, i) => (i % 2 ? `Gentoo,${47 + (i % 7) / 10},${i % 3 ? "m" : "f"}` : `Adelie,${38 + (i % 5) / 10},${i % 3 ? "f" : i === 0 ? "." : "m"}`))].join("\n");

async function started(from: Disk = disk(), sample = PENGUINS) {
  const page = openPage(from, sample);
  await page.app.start();
  return page;
}
function opened(app: AppState): ProjectState {
  if (!app.project) throw new Error("no project is open");
  return app.project;
}
async function withTable(text = PENGUINS) {
  const page = await started();
  await page.app.openText(text);
  return { ...page, project: opened(page.app) };
}

test("a pasted table becomes a project, and the address leads to its data", async () => {
  const { app, project, address } = await withTable();
  expect(project.dataset.set?.profile.rows).toBe(60);
  expect(address.hash).toBe(`#/project/${project.id}/data`);
  expect(project.roles["beak"]).toEqual({ role: "input", type: "number" });
  expect(app.library.projects.map(({ id }) => id)).toEqual([project.id]);
});

test("a sample comes with its roles and its own spellings of missing", async () => {
  const { app } = await started();
  await app.openSample(SAMPLE);
  const project = opened(app);
  expect(project.roles).toMatchObject({ beak: { role: "input" }, species: { role: "output" }, sex: { role: "off" } });
  expect(project.dataset.set?.profile.columns.find(({ name }) => name === "sex")?.missingSpellings).toEqual({ ".": 1 });
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
});

test("a text that is no table is refused with a sentence, and no project is made", async () => {
  const { app } = await started();
  await app.openText("   \n  ");
  expect(app.project).toBeNull();
  expect(app.reading.problems[0]?.message).toMatch(/\w+ \w+/);
});

test("roles write the starter config while the text is untouched, and one undo takes a role back", async () => {
  const { project } = await withTable();
  const before = project.document.text;
  await project.setRole("species", "output");
  expect(project.roles["species"]?.role).toBe("output");
  expect(project.document.features.outputs.map(({ name }) => name)).toEqual(["species"]);
  project.document.undo();
  expect(project.document.text).toBe(before);
  expect(project.roles["species"]?.role).not.toBe("output");
});

test("a role changes only its own lines once the user has written in the config", async () => {
  const { project } = await withTable();
  await project.setRole("species", "output");
  project.document.edit(`# mine\n${project.document.text}`, "typing");
  await project.setRole("sex", "output");
  expect(project.document.text).toMatch(/^# mine\n/);
  expect(project.document.features.outputs.map(({ name }) => name)).toEqual(["species", "sex"]);
  await project.setRole("species", "off");
  expect(project.document.text).toMatch(/^# mine\n/);
  expect(project.document.features.outputs.map(({ name }) => name)).toEqual(["sex"]);
});

test("a type that was chosen while a column was off stays when it goes in", async () => {
  const { project } = await withTable();
  await project.setRole("beak", "off");
  await project.setType("beak", "category");
  await project.setRole("beak", "input");
  expect(project.roles["beak"]).toEqual({ role: "input", type: "category" });
});

test("another file keeps the choices for columns of the same name", async () => {
  const { app, project } = await withTable();
  await project.setRole("species", "output");
  await app.openFile(new File([`${PENGUINS}\nGentoo,48,m`], "more.csv"), project);
  expect(project.dataset.set?.profile.rows).toBe(61);
  expect(project.roles["species"]).toEqual({ role: "output", type: "category" });
});

test("a spelling of missing can be kept as a value", async () => {
  const { app } = await started();
  await app.openSample(SAMPLE);
  const project = opened(app);
  await project.setMissing("sex", []);
  expect(project.dataset.set?.profile.columns.find(({ name }) => name === "sex")?.missing).toBe(0);
});

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

  const again = (await started(kept)).app;
  await again.openProject(project.id);
  const reread = opened(again);
  expect(reread.document.text).toBe(project.document.text);
  expect(reread.dataset.set?.profile.rows).toBe(60);
  expect(reread.runs.summaries).toEqual(project.runs.summaries);
  expect(await ask(reread)).toEqual(answers);
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
