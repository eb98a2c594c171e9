/** What becomes of a press on Train: it is judged by what is written then, and never does nothing in silence. */
import { expect, test, vi } from "vitest";
import type { AppState } from "../../src/app/state/app.svelte.ts";
import { late } from "../../src/app/messages/late.ts";
import { t } from "../../src/app/messages/index.ts";
import { opened, started } from "./support/penguins.ts";
import { SAMPLE } from "./support/ports.ts";

async function ready() {
  const page = await started();
  await page.app.openSample(SAMPLE);
  const project = opened(page.app);
  project.setWish("cpu");
  await vi.waitFor(() => expect(project.document.inspecting).toBe(false));
  const withEpochs = (epochs: string) => project.document.text.replace(/epochs: \d+/, `epochs: ${epochs}`);
  return { ...page, project, right: withEpochs("1"), wrong: withEpochs("many") };
}
const told = ({ toasts }: AppState) => toasts.all.filter(({ text }) => text.startsWith("Nothing was trained"));

test("pressed right after the mistake is mended, it trains what is written now", { timeout: 60_000 }, async () => {
  const { app, project, right, wrong } = await ready();
  project.document.edit(wrong, "typing");
  await vi.waitFor(() => expect(project.canTrain).toBe(false));
  project.document.edit(right, "typing");
  expect(project.canTrain).toBe(true);
  await app.train();
  expect(told(app)).toEqual([]);
  expect(project.runs.view(null)).toMatchObject({ status: "finished", yaml: right });
});

test("pressed right after a mistake is made, it says which, and leads there", async () => {
  const { app, project, address, wrong } = await ready();
  project.document.edit(wrong, "typing");
  expect(project.canTrain).toBe(true);
  await app.train();
  expect(project.runs.view(null)).toBeNull();
  const [refusal, ...others] = told(app);
  expect(others).toEqual([]);
  expect(refusal?.text).toContain(project.document.errors[0]?.message);
  expect(refusal?.text).toContain(`Line ${project.document.errors[0]?.line}`);
  refusal?.action?.run();
  expect(address.hash).toBe(`#/project/${project.id}/model`);
});

test("a role that was only just chosen is part of what is trained", { timeout: 60_000 }, async () => {
  const { app, project, right } = await ready();
  project.document.edit(right, "typing");
  void project.setRole("sex", "input");
  await app.train();
  expect(project.runs.view(null)?.yaml).toMatch(/name: sex/);
});

test("two presses are one run", { timeout: 60_000 }, async () => {
  const { app, project, right } = await ready();
  project.document.edit(right, "typing");
  await Promise.all([app.train(), app.train()]);
  expect(project.runs.records).toHaveLength(1);
  expect(told(app)).toEqual([]);
});

test("what keeps a run away is said", { timeout: 60_000 }, async () => {
  const { project } = await ready();
  const why = async () => (await project.train())?.text ?? "";
  await project.setRole("species", "off");
  expect(await why()).toBe(t.data.chooseOutput);
  project.document.undo();
  await project.setRole("beak", "off");
  expect(await why()).toBe(t.data.chooseInput);
  project.document.undo();
  await project.dataset.close();
  expect(await why()).toBe(late.train.cannot.noRows);
});
