/** More pictures for a project of pictures in folders: what was chosen, changed and learnt before stays. */
import { expect, test, vi } from "vitest";
import { failure, error } from "../../../src/engine/schema/problem.ts";
import { picturesFolder, shapes } from "../fixtures/pictures.ts";
import { disk, openPage } from "../support/ports.ts";
import { opened, started } from "../support/penguins.ts";

const LABELS = [...shapes, ...shapes, ...shapes, ...shapes];
async function withPictures(from = disk()) {
  const page = await started(from);
  await page.app.openFiles(picturesFolder(12));
  return { ...page, from, project: opened(page.app) };
}
/** Such as the recorder gives. */
const taken = (label: string, n: number) => picturesFolder(n).map(({ file }, i) => ({ path: `camera/${label}/000${i + 1}.jpg`, label, file }));

test("they join the rows, whose changes, roles and config stay, and are there after a reload", async () => {
  const { app, project, from } = await withPictures();
  await project.changes.correct("label", [{ row: 0, from: "square", to: "disc" }]);
  await project.changes.exclude([1]);
  project.document.edit(`# mine\n${project.document.text}`, "typing");
  const before = project.document.text;
  const earlier = project.dataset.set?.id ?? "";
  expect(await app.addPictures(project, [...taken("square", 2), ...taken("star", 3)])).toMatchObject({ ok: true });
  const labels = ["disc", ...LABELS.slice(1), "square", "square", "star", "star", "star"];
  expect(await project.dataset.cells("label")).toEqual(labels);
  expect(project.changes.list).toMatchObject([{ kind: "cells" }, { kind: "exclude" }]);
  expect(project.document.text).toBe(before);
  expect(project.roles).toMatchObject({ image: { role: "input", type: "image" }, label: { role: "output", type: "category" } });
  await project.changes.undo();
  expect(project.changes.isExcluded(1)).toBe(false);

  await vi.waitFor(() => expect(app.busy).toBe(false));
  expect([...from.keptTables.keys()]).not.toContain(earlier);
  const again = openPage(from);
  await again.app.start();
  await again.app.openProject(project.id);
  expect(await opened(again.app).dataset.cells("label")).toEqual(labels);
  expect(await opened(again.app).dataset.pictureAt("image", 0)).not.toBeNull();
  expect(await opened(again.app).dataset.pictureAt("image", 15)).not.toBeNull();
});

test("a model of the rows before them stays", async () => {
  const { app, project } = await withPictures();
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
  await project.train();
  expect(project.runs.records).toHaveLength(1);
  await app.addPictures(project, taken("star", 3));
  expect(project.runs.records).toHaveLength(1);
  expect(project.stale).toBe(true);
  expect(project.steps.find(({ step }) => step === "predict")).toMatchObject({ fact: { kind: "can_answer" } });
});

test("what cannot be read is told, and the rows stay as they were", async () => {
  const { app, project, ports } = await withPictures();
  vi.spyOn(ports.data, "open").mockResolvedValue(failure(error([], "no memory")));
  expect(await app.addPictures(project, taken("star", 1))).toMatchObject({ ok: false, problems: [{ message: "no memory" }] });
  expect(app.reading.problems).toEqual([]);
  expect(await project.dataset.cells("label")).toEqual(LABELS);
});
