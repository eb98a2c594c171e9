import { expect, test, vi } from "vitest";
import { t } from "../../src/app/messages/index.ts";
import { error, failure } from "../../src/engine/schema/problem.ts";
import type { RecordKind } from "../../src/storage/index.ts";
import { disk, openPage, type Disk } from "./support/ports.ts";

const FULL = "the disk is full";
const ROWS = ["species,beak", ...Array.from({ length: 40 }, (_, i) => (i % 2 ? `Gentoo,${47 + (i % 7) / 10}` : `Adelie,${38 + (i % 5) / 10}`))].join("\n");

/** A disk that takes no more of one kind once `full` is called. */
function fillingDisk(kind: RecordKind): { readonly from: Disk; full(): void } {
  const from = disk();
  const { storage } = from;
  let isFull = false;
  const put: typeof storage.put = (of, ...rest) => (isFull && of === kind ? Promise.resolve(failure(error([], FULL))) : storage.put(of, ...rest));
  return { from: { ...from, storage: { ...storage, put } }, full: () => (isFull = true) };
}

/** What waits for `passed` goes on once it is open; it is so at first. */
function gate() {
  let open = (): void => {};
  let passed = Promise.resolve();
  return { get passed() { return passed; }, open: () => open(), close: () => void (passed = new Promise((done) => { open = done; })) };
}

async function withTable(from: Disk) {
  const page = openPage(from);
  await page.app.start();
  await page.app.openText(ROWS);
  const { project } = page.app;
  if (!project) throw new Error("no project is open");
  await project.setRole("species", "output");
  await vi.waitFor(() => expect(project.canTrain).toBe(true));
  return { ...page, project };
}

test("a model that could not be saved says so, stays usable, and can be downloaded as the zip that an export is", async () => {
  const { from, full } = fillingDisk("run");
  const { app, project, ports, saved } = await withTable(from);
  full();
  await project.train();
  const [toast] = app.toasts.all;
  expect(toast?.text).toBe(`${t.keeping.modelNotSaved(t.library.runName(1))} ${FULL}`);
  expect(project.runs.records).toHaveLength(1);

  toast?.action?.run();
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  const [file] = saved;
  expect(file?.name).toBe("Run_1.zip");
  const again = await ports.engine.importModel(new Uint8Array(await (file?.file ?? new Blob()).arrayBuffer()));
  expect(again.ok).toBe(true);
});

test("a run that has ended is still being saved: until it is, the page asks before it goes", async () => {
  const from = disk();
  let goOn = (): void => {};
  const held = new Promise<void>((done) => { goOn = done; });
  const put: typeof from.storage.put = async (of, ...rest) => {
    if (of === "run") await held;
    return from.storage.put(of, ...rest);
  };
  const { app, project } = await withTable({ ...from, storage: { ...from.storage, put } });
  const training = project.train();
  await vi.waitFor(() => expect(project.runs.view(null)?.status).toBe("finished"), 20_000);
  await vi.waitFor(() => expect(project.saving).toBe(true));
  expect(app.busy).toBe(true);
  goOn();
  await training;
  expect(project.saving).toBe(false);
  expect(app.busy).toBe(false);
});

test.each(["opened", "put in the place of others"])("rows that were just %s are still being saved: until they are, the page asks before it goes", async (how) => {
  const from = disk();
  const keeping = gate();
  const save = from.tables.save.bind(from.tables);
  vi.spyOn(from.tables, "save").mockImplementation((...asked) => keeping.passed.then(() => save(...asked)));
  const page = openPage(from);
  await page.app.start();
  const before = how === "opened" ? null : await page.app.openText(ROWS).then(() => page.app.project);
  keeping.close();
  const opening = page.app.openFile(new File([`${ROWS}\nGentoo,50`], "more.csv"), before);
  await vi.waitFor(() => expect(page.app.project?.dataset.set?.profile.rows).toBe(41));
  expect(page.app.project).toBe(before ?? page.app.project);
  expect(page.app.project?.saving).toBe(true);
  expect(page.app.busy).toBe(true);
  keeping.open();
  await opening;
  expect(page.app.project?.saving).toBe(false);
  await vi.waitFor(() => expect(page.app.busy).toBe(false)); // the config is written after a pause
});

test("rows that are put in the place of others while the project is being written are those that it names", async () => {
  const from = disk();
  const put = from.storage.put.bind(from.storage);
  const save = from.tables.save.bind(from.tables);
  const [writing, keeping] = [gate(), gate()];
  const { app, project } = await withTable({ ...from, storage: { ...from.storage, put: (...asked) => writing.passed.then(() => put(...asked)) } });
  await vi.waitFor(() => expect(app.busy).toBe(false));
  writing.close();
  keeping.close();
  const kept = vi.spyOn(from.tables, "save").mockImplementation((...asked) => keeping.passed.then(() => save(...asked)));
  const renaming = project.rename("Beaks");
  const replacing = app.openFile(new File([`${ROWS}\nGentoo,50`], "more.csv"), project);
  await vi.waitFor(() => expect(kept).toHaveBeenCalledOnce());
  writing.open();
  await renaming;
  keeping.open();
  await replacing;
  await vi.waitFor(() => expect(app.busy).toBe(false));
  expect(await from.storage.get("project", project.id)).toMatchObject({ value: { name: "Beaks", dataset: project.dataset.set?.id } });
  expect(app.toasts.all).toEqual([]);
});

test("rows that a run still reads are forgotten when it has ended, not when others take their place", async () => {
  const from = disk();
  const { app, project, ports } = await withTable(from);
  const removed = vi.spyOn(from.tables, "remove");
  const old = project.dataset.set?.id;
  const train = ports.engine.train.bind(ports.engine);
  vi.spyOn(ports.engine, "train").mockImplementation((request, told) => train(request, (event) => {
    told(event);
    if (event.type === "started") void ports.engine.control("pause");
  }));
  const training = project.train();
  await vi.waitFor(() => expect(project.runs.view(null)?.status).toBe("paused"), 20_000);
  await app.openFile(new File([`${ROWS}\nGentoo,50`], "more.csv"), project);
  expect(project.dataset.set?.profile.rows).toBe(41);
  expect(project.runs.goesOn).toBe(true);
  expect(removed).not.toHaveBeenCalled();
  await project.runs.live?.resume();
  await training;
  await vi.waitFor(() => expect(removed).toHaveBeenCalledExactlyOnceWith(old));
});

test("a version that is asked for while another is being written follows it", async () => {
  const from = disk();
  const [put, get] = [from.storage.put.bind(from.storage), from.storage.get.bind(from.storage)];
  const [writing, reading] = [gate(), gate()];
  const { app, project } = await withTable({ ...from, storage: { ...from.storage, put: (...asked) => writing.passed.then(() => put(...asked)), get: (...asked) => reading.passed.then(() => get(...asked)) } });
  await vi.waitFor(() => expect(app.busy).toBe(false));
  writing.close();
  const first = project.rename("Beaks");
  await Promise.resolve(); // it looks at what is there before the other can be held up
  reading.close();
  const second = project.rename("Bills");
  writing.open();
  await first;
  reading.open();
  await second;
  await vi.waitFor(() => expect(app.busy).toBe(false));
  expect(app.toasts.all).toEqual([]);
  expect(await from.storage.get("project", project.id)).toMatchObject({ value: { name: "Bills" } });
});

test("a project that could not be saved says so, and its config can be downloaded", async () => {
  const { from, full } = fillingDisk("project");
  const { app, project, saved } = await withTable(from);
  full();
  await project.rename("Beaks");
  const toast = app.toasts.all.find(({ text }) => text.includes(FULL));
  expect(toast?.text).toBe(`${t.keeping.projectNotSaved("Beaks")} ${FULL}`);
  toast?.action?.run();
  expect(await saved[0]?.file.text()).toBe(project.document.text);
  expect(saved[0]?.name).toBe("Beaks.yaml");
});

test("rows that could not be saved are named, with what that means", async () => {
  const from = disk();
  const { app } = await withTable({ ...from, tables: { ...from.tables, save: () => Promise.resolve(failure(error([], FULL))) } });
  expect(app.toasts.all.map(({ text }) => text)).toContain(`${t.keeping.dataNotSaved(t.welcome.pastedName)} ${FULL}`);
});

test("rows in whose place others came that could not be saved are there again after a reload", async () => {
  const from = disk();
  const { app, project, ports } = await withTable(from);
  await vi.waitFor(() => expect(app.busy).toBe(false));
  const save = vi.spyOn(from.tables, "save").mockResolvedValue(failure(error([], FULL)));
  await app.openFile(new File([`${ROWS}\nGentoo,50`], "more.csv"), project);
  expect(app.toasts.all.map(({ text }) => text)).toContain(`${t.keeping.dataNotSaved(project.name)} ${FULL}`);
  expect(project.dataset.set?.profile.rows).toBe(41);
  const again = openPage(from);
  await again.app.start();
  await again.app.openProject(project.id);
  expect(again.app.project?.dataset.set?.profile.rows).toBe(40);

  save.mockRestore();
  await project.changes.exclude([0]);
  await vi.waitFor(async () => expect(await ports.storage.get("project", project.id)).toMatchObject({ value: { dataset: project.dataset.set?.id } }));
});
