import { expect, test, vi } from "vitest";
import { t } from "../../src/app/messages/index.ts";
import { isNewer } from "../../src/app/state/tab-messages.ts";
import { memoryBrowser } from "./support/browser.ts";
import { disk, openPage } from "./support/ports.ts";

const TABLE = `a,b,c\n${Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 3},${i % 7 > 3 ? "x" : "y"}`).join("\n")}\n`;

/** Two tabs of one browser; what the first saves is told to the second, as the browser's storage does. */
async function twoTabs(table = TABLE) {
  const kept = disk();
  const browser = memoryBrowser();
  const first = openPage(kept, "", browser);
  await first.app.start();
  await first.app.openText(table);
  const mine = first.app.project;
  if (!mine) throw new Error("no project is open");
  const second = openPage(kept, "", browser);
  await second.app.start();
  await second.app.openProject(mine.id);
  const theirs = second.app.project;
  if (!theirs) throw new Error("no project is open in the second tab");
  return { kept, browser, first, second, mine, theirs };
}
const sentences = (page: ReturnType<typeof openPage>) => page.app.toasts.all.map(({ text }) => text);

test("the second tab of a project looks on: nothing in it changes the project", async () => {
  const { mine, theirs, second } = await twoTabs();
  expect(mine.readOnly).toBe(false);
  expect(theirs.readOnly).toBe(true);
  expect(theirs.dataset.set?.profile.rows).toBe(40);
  const before = theirs.document.text;
  theirs.document.edit("nothing: at all\n", "typing");
  await theirs.setRole("c", "output");
  await theirs.rename("Mine");
  await theirs.train();
  expect(theirs.document.text).toBe(before);
  expect(theirs.name).toBe(mine.name);
  expect(theirs.runs.live).toBeNull();
  expect(sentences(second)).toContain(t.tabs.readOnly);
});

test("the writer hands over when asked, with what it had not saved yet, and follows then", async () => {
  const { mine, theirs, first, second } = await twoTabs();
  mine.document.edit(`# written\n${mine.document.text}`, "typing");
  theirs.claim.workHere();
  await vi.waitFor(() => expect(theirs.readOnly).toBe(false));
  await vi.waitFor(() => expect(theirs.document.text).toMatch(/^# written/));
  expect(mine.readOnly).toBe(true);
  expect(sentences(second)).toContain(t.tabs.hereNow(theirs.name));
  expect(sentences(first)).toEqual([]);
  mine.claim.workHere();
  await vi.waitFor(() => expect(mine.readOnly).toBe(false));
});

test("when the writer's tab is gone, the follower writes by itself and says so", async () => {
  const { mine, theirs, second } = await twoTabs();
  mine.claim.release(); // as the browser does for a tab that died
  await vi.waitFor(() => expect(theirs.readOnly).toBe(false));
  expect(sentences(second)).toContain(t.tabs.hereByItself(theirs.name));
});

test("a tab that goes into the back/forward cache gives its project back, and follows when it comes again", async () => {
  const { mine, theirs, first } = await twoTabs();
  first.app.sleep();
  await vi.waitFor(() => expect(theirs.readOnly).toBe(false));
  await theirs.rename("While it slept");
  await first.app.wake();
  expect(mine.readOnly).toBe(true);
  expect(mine.name).toBe("While it slept");
});

test("a second project in the same tab waits for the run of the first, which goes on in the background", async () => {
  const { app, ports } = openPage(disk(), "", memoryBrowser());
  const { train } = ports.engine;
  ports.engine.train = (request, onEvent) => train(request, (event) => {
    onEvent(event);
    if (event.type === "started") void app.project?.runs.live?.pause();
  });
  await app.start();
  await app.openText(TABLE);
  const busy = app.project;
  if (!busy) throw new Error("no project is open");
  await busy.setRole("c", "output");
  busy.setWish("cpu");
  await vi.waitFor(() => expect(busy.canTrain).toBe(true));
  const training = app.train();
  await vi.waitFor(() => expect(busy.runs.view(null)?.status).toBe("paused"));
  await app.openText(TABLE);
  expect(app.project?.id).not.toBe(busy.id);
  expect(app.project?.busy).toBe(t.tabs.trainsAlready({ projectName: busy.name, runName: "Run 1" }));
  await app.openProject(busy.id);
  expect(app.project).toBe(busy);
  await busy.runs.live?.resume();
  await training;
  expect(busy.runs.view(null)?.status).toBe("finished");
});

test("a project that is opened twice at once claims once, and takes over as one", async () => {
  const { mine, kept, browser } = await twoTabs();
  const third = openPage(kept, "", browser);
  await third.app.start();
  await Promise.all([third.app.openProject(mine.id), third.app.openProject(mine.id)]);
  const opened = third.app.project;
  opened?.claim.workHere();
  await vi.waitFor(() => expect(opened?.readOnly).toBe(false));
  expect(third.app.project).toBe(opened);
});

test("of three tabs, the one that asks is the one that gets it", async () => {
  const { mine, browser, kept, theirs } = await twoTabs();
  const third = openPage(kept, "", browser);
  await third.app.start();
  await third.app.openProject(mine.id);
  third.app.project?.claim.workHere();
  await vi.waitFor(() => expect(third.app.project?.readOnly).toBe(false));
  expect([mine.readOnly, theirs.readOnly]).toEqual([true, true]);
});

test("a run is seen in the tab that follows, also by one that comes late, and cannot be taken over before it ends", { timeout: 60_000 }, async () => {
  const { mine, theirs, second, first, browser, kept } = await twoTabs();
  await mine.setRole("c", "output");
  mine.setWish("cpu");
  mine.document.edit(mine.document.text.replace(/epochs: \d+/, "epochs: 300").replace(/early_stop: \d+/, "early_stop: -1"), "typing");
  await vi.waitFor(() => expect(mine.canTrain).toBe(true));
  second.app.tabs.hear("event", ({ event }) => event.type === "round" && void mine.runs.live?.pause());
  const training = mine.train();
  await vi.waitFor(() => expect(theirs.runs.view(null)?.status).toBe("paused"), { timeout: 20_000 });
  expect(theirs.runs.view(null)?.rounds.length).toBeGreaterThan(0);
  const late = openPage(kept, "", browser);
  await late.app.start();
  await late.app.openProject(mine.id);
  await vi.waitFor(() => expect(late.app.project?.runs.view(null)).toMatchObject({ id: mine.runs.live?.request.id, status: "paused" }));
  expect(late.app.tabs.elsewhere).toMatchObject({ project: mine.id, runName: "Run 1" });
  theirs.claim.workHere();
  await vi.waitFor(() => expect(sentences(second)).toContain(t.tabs.trainsThere(mine.name)));
  await mine.runs.live?.stop();
  await training;
  expect(first.app.tabs.elsewhere).toBeNull();
  await vi.waitFor(() => expect(late.app.tabs.elsewhere).toBeNull());
});

test("a project that another tab has open is not renamed or deleted from the library", async () => {
  const { kept, browser, mine } = await twoTabs();
  const third = openPage(kept, "", browser);
  await third.app.start();
  await third.app.renameProject(mine.id, "Stolen");
  expect(await third.app.removeProject(mine.id)).toBe(false);
  expect(third.app.library.find(mine.id)).toMatchObject({ name: mine.name, deletedAt: null });
  expect(sentences(third)).toContain(t.tabs.openElsewhere(mine.name));
});

test("without locks, what another tab wrote is still not written over", async () => {
  const kept = disk();
  const first = openPage(kept);
  await first.app.start();
  await first.app.openText(TABLE);
  const second = openPage(kept);
  await second.app.start();
  const id = first.app.project?.id ?? "";
  await second.app.openProject(id);
  await first.app.project?.rename("First");
  await second.app.project?.rename("Second");
  const stored = await kept.storage.get("project", id);
  expect(stored.ok && stored.value?.name).toBe("First");
  expect(sentences(second)).toContain(t.tabs.changedMeanwhile("First"));
});

test("the tab of an older version hands over and changes nothing any more", async () => {
  const kept = disk();
  const browser = memoryBrowser();
  const old = openPage(kept, "", { ...browser, version: "1.9.0" });
  await old.app.start();
  await old.app.openText(TABLE);
  const fresh = openPage(kept, "", { ...browser, version: "1.10.0" });
  await fresh.app.start();
  await vi.waitFor(() => expect(old.app.tabs.outdated).toBe(true));
  expect(old.app.project?.readOnly).toBe(true);
  await old.app.retire(); // the page does so as soon as it is out of date
  await fresh.app.openProject(old.app.project?.id ?? "");
  expect(fresh.app.tabs.outdated).toBe(false);
  expect(fresh.app.project?.readOnly).toBe(false);
});

test("versions compare by their numbers", () => {
  expect(isNewer("1.10.0", "1.9.9")).toBe(true);
  expect(isNewer("1.9", "1.9.0")).toBe(false);
  expect(isNewer("0.1.0", "0.1.0")).toBe(false);
});
