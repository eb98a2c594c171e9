import { expect, test, vi } from "vitest";
import { opened, PENGUINS, started } from "./support/penguins.ts";
import { SAMPLE } from "./support/ports.ts";

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

test("another type changes the lines of its feature alone, and is undone like any edit", async () => {
  const { project } = await withTable();
  await project.setRole("species", "output");
  project.document.edit(`${project.document.text}# mine\n`, "typing");
  const before = project.document.text.split("\n");
  await project.setType("beak", "category");
  const after = project.document.text.split("\n");
  const isBeak = (lines: readonly string[]) => lines.findIndex((line) => /name: beak/.test(line));
  const feature = (lines: readonly string[]) => lines.slice(isBeak(lines), isBeak(lines) + 2).join(" ");
  expect([feature(before), feature(after)]).toEqual([expect.stringContaining("type: number"), expect.stringContaining("type: category")]);
  expect(after.slice(0, isBeak(after))).toEqual(before.slice(0, isBeak(before)));
  expect(after.slice(-5)).toEqual(before.slice(-5));
  expect(project.roles["beak"]).toEqual({ role: "input", type: "category" });
  project.document.undo();
  expect(project.document.text.split("\n")).toEqual(before);
  expect(project.roles["beak"]).toEqual({ role: "input", type: "number" });
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

test("another file keeps spellings and types that were chosen, of columns in and out of use, and in other formats", async () => {
  const { app, project } = await withTable("size,grade,note\n1,low,n/a\n2,none,x\n3,high,y\n4,low,z");
  await project.setRole("grade", "output");
  await project.setMissing("grade", ["none"]);
  await project.setMissing("note", []);
  await project.setRole("size", "off");
  await project.setType("size", "category");
  const records = [{ grade: "none", note: "n/a", size: 9, fresh: 1 }, { grade: "high", note: "NA", size: 8, fresh: 2 }];
  await app.openFile(new File([JSON.stringify(records)], "more.json"), project);
  expect(project.dataset.set?.dialect.format).toBe("json");
  expect(project.roles).toMatchObject({ grade: { role: "output", type: "category" }, size: { role: "off", type: "category" }, fresh: { role: "off" } });
  const missing = (column: string) => project.dataset.set?.columns.find(({ name }) => name === column)?.missing;
  expect(missing("grade")).toEqual(["none"]);
  expect(missing("note")).toEqual(["NA"]); // "n/a" was kept as a value, "NA" was not met before
});

test("a spelling of missing can be kept as a value", async () => {
  const { app } = await started();
  await app.openSample(SAMPLE);
  const project = opened(app);
  await project.setMissing("sex", []);
  expect(project.dataset.set?.profile.columns.find(({ name }) => name === "sex")?.missing).toBe(0);
});
