import { expect, test, vi } from "vitest";
import { ChangesState } from "../../src/app/state/changes.svelte.ts";
import { disk, openPage } from "./support/ports.ts";
import { opened, PENGUINS, started } from "./support/penguins.ts";

async function withTable() {
  const page = await started();
  await page.app.openText(PENGUINS);
  return { ...page, project: opened(page.app) };
}

test("a correction is seen at once, says what it did, and can be undone and done again", async () => {
  const { project, ports } = await withTable();
  await project.changes.correct("species", [{ row: 1, from: "Gentoo", to: "Adelie" }]);
  expect(await project.dataset.cells("species", [1])).toEqual(["Adelie"]);
  expect(project.changes.before("species", 1)).toBe("Gentoo");
  expect(ports.toasts.all.at(-1)?.text).toBe("species in row 2 corrected to “Adelie”");
  await project.changes.undo();
  expect(await project.dataset.cells("species", [1])).toEqual(["Gentoo"]);
  expect(project.changes.canUndo).toBe(false);
  await project.changes.redo();
  expect(await project.dataset.cells("species", [1])).toEqual(["Adelie"]);
  expect(project.changes.canRedo).toBe(false);
});

test("any change of the list can be taken back, also by the button of its message", async () => {
  const { project, ports } = await withTable();
  await project.changes.exclude([3, 4]);
  const button = ports.toasts.all.at(-1)!.action!;
  await project.changes.correct("species", [{ row: 1, from: "Gentoo", to: "Adelie" }]);
  expect(project.changes.isExcluded(3)).toBe(true);
  button.run();
  await vi.waitFor(() => expect(project.changes.isExcluded(3)).toBe(false));
  expect(project.changes.list).toHaveLength(1);
  await project.changes.takeBack(0);
  expect(project.changes.list).toEqual([]);
});

test("nothing is added that changes nothing", async () => {
  const { project } = await withTable();
  await project.changes.exclude([3]);
  expect(await project.changes.exclude([3])).toBe(false);
  expect(await project.changes.correct("species", [{ row: 1, from: "Gentoo", to: "Gentoo" }])).toBe(false);
  expect(project.changes.list).toHaveLength(1);
});

test("changes outlive a reload and go out as a file", async () => {
  const there = disk();
  const { app } = openPage(there);
  await app.start();
  await app.openText(PENGUINS);
  const { id } = opened(app);
  await opened(app).changes.exclude([7]);
  await app.project?.close();
  const again = openPage(there);
  await again.app.start();
  await again.app.openProject(id);
  const project = opened(again.app);
  expect(project.changes.isExcluded(7)).toBe(true);
  await project.changes.export();
  const file = JSON.parse(await again.saved[0]!.file.text()) as unknown;
  expect(file).toMatchObject({ changes: [{ kind: "exclude", rows: [7] }] });
});

test("a list that was saved as CSV comes back onto the same table; what does not fit is named and can be kept", async () => {
  const { project, saved } = await withTable();
  await project.changes.exclude([3]);
  await project.changes.correct("species", [{ row: 1, from: "Gentoo", to: "Adelie" }]);
  await project.changes.exportCsv();
  const { file, name } = saved.at(-1)!;
  expect(name).toMatch(/ changes\.csv$/);
  const text = await file.text();
  const fresh = await withTable();
  const outcome = await fresh.project.changes.import(new Blob([`${text}cells,1,species,Emu,Kiwi,,\nexclude,900,,,,,\n`]));
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
  expect(outcome.value.refused.map(({ line }) => line)).toEqual([4, 5]);
  expect(await fresh.project.dataset.cells("species", [1])).toEqual(["Adelie"]);
  expect(fresh.project.changes.isExcluded(3)).toBe(true);
  expect(fresh.project.changes.list).toEqual(project.changes.list);
  const again = await fresh.project.changes.import(file);
  expect(again).toEqual({ ok: true, value: { changes: [], already: 2, refused: [] } });
  await fresh.project.changes.exportCsv(outcome.value.refused.map(({ change }) => change));
  expect(await fresh.saved.at(-1)!.file.text()).toContain("cells,1,species,Emu,Kiwi");
  expect((await fresh.project.changes.import(new Blob(["a,b\n1,2\n"]))).ok).toBe(false);
  expect(fresh.project.changes.list).toHaveLength(2);
});

test("a list that the table does not take changes nothing, and says so", async () => {
  const { project, ports } = await withTable();
  const refusing = new ChangesState(ports, { set: () => project.dataset.set, rows: (rows, columns) => project.dataset.rows(rows, columns), become: async () => false, made: () => {} });
  const outcome = await refusing.import(new Blob(["change,row,column,before,after\nexclude,4,,,\n"]));
  expect(outcome).toEqual({ ok: true, value: { changes: [], already: 0, refused: [] } });
});

test("a run is out of date once the data were changed, and what it learnt from is recorded with it", async () => {
  const { project } = await withTable();
  await project.setRole("species", "output");
  await project.changes.exclude([0, 1, 2]);
  project.document.edit(project.document.text.replace(/epochs: \d+/, "epochs: 2"), "");
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
  await project.train();
  const { model } = project.runs.record(null)!;
  expect(model.made.dataset).toMatchObject({ rows: 60, changes: { cells: 0, excluded: 3 } });
  const { training, validation, test: tested } = model.made.plan.rows;
  expect(training + validation + tested).toBe(57);
  expect(project.stale).toBe(false);
  await project.changes.undo();
  expect(project.stale).toBe(true);
});
