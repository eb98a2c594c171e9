import { expect, test, vi } from "vitest";
import { opened, PENGUINS, started } from "./support/penguins.ts";

async function withTable() {
  const page = await started();
  await page.app.openText(PENGUINS);
  const project = opened(page.app);
  await project.setRole("species", "output");
  return { ...page, project, edit: (from: RegExp, to: string) => project.document.edit(project.document.text.replace(from, to), `to ${to}`) };
}
const excluded = (project: Awaited<ReturnType<typeof withTable>>["project"]) => [3, 4].filter((row) => project.changes.isExcluded(row));

test("edits of the config and changes to the data are one stack: the latest goes first, and comes back last", async () => {
  const { project, ports, edit } = await withTable();
  const { text } = project.document;
  await project.changes.exclude([3]);
  const without = project.document.text;
  edit(/epochs: \d+/, "epochs: 7");
  const edited = project.document.text;
  await project.changes.exclude([4]);
  expect(project.undo.undoes).toBe("Row 5 left out");

  project.undo.undo();
  project.undo.undo();
  project.undo.undo();
  await vi.waitFor(() => expect(excluded(project)).toEqual([]));
  await vi.waitFor(() => expect(project.document.text).toBe(text));
  expect(ports.toasts.all.map((toast) => toast.text)).toContain("Undo: Row 5 left out");
  expect(project.undo.redoes).toBe("Row 4 left out");

  project.undo.redo();
  await vi.waitFor(() => expect(excluded(project)).toEqual([3]));
  await vi.waitFor(() => expect(project.document.text).toBe(without));
  expect(project.undo.redoes).toBe("to epochs: 7");
  project.undo.redo();
  await vi.waitFor(() => expect(project.document.text).toBe(edited));
  project.undo.redo();
  await vi.waitFor(() => expect(excluded(project)).toEqual([3, 4]));
  expect(project.undo.redoes).toBeNull();
});

test("what is done anew ends what could be done again, whichever of the two it is", async () => {
  const { project, edit } = await withTable();
  await project.changes.exclude([3]);
  project.undo.undo();
  await vi.waitFor(() => expect(project.undo.redoes).toBe("Row 4 left out"));
  edit(/epochs: \d+/, "epochs: 7");
  expect(project.undo.redoes).toBeNull();
  project.undo.undo();
  await vi.waitFor(() => expect(project.undo.redoes).toBe("to epochs: 7"));
  await project.changes.exclude([4]);
  expect(project.undo.redoes).toBeNull();
  project.undo.undo();
  await vi.waitFor(() => expect(project.undo.redoes).toBe("Row 5 left out"));
});

test("changes of an earlier visit, and those already taken back from their list, are not undone by it", async () => {
  const { project } = await withTable();
  const before = project.undo.undoes;
  expect(before).not.toBeNull();
  await project.changes.exclude([3]);
  await project.changes.takeBack(0);
  expect(project.undo.undoes).toBe(before);
});

test("changes that came together go together", async () => {
  const { project } = await withTable();
  await project.changes.add({ kind: "exclude", rows: [3] }, { kind: "exclude", rows: [4] });
  expect(project.undo.undoes).toBe("2 changes to the data");
  project.undo.undo();
  await vi.waitFor(() => expect(excluded(project)).toEqual([]));
});
