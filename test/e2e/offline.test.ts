import { cp, readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { join } from "node:path";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, watch } from "./fixtures.ts";
import { dist, loadsOf, ready, test } from "./sites.ts";
import { answers, goTo, saved, steps, trainButton, trained } from "./steps.ts";
import { withoutGpu } from "./without-gpu.ts";

test.use({ launchOptions: withoutGpu });

const isReady = (page: Page) => expect(page.getByText(ready).first()).toBeVisible({ timeout: 30_000 });

async function openSample(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByText(name, { exact: true }).click();
  await expect(trainButton(page)).toBeVisible();
}

const hosts = [
  { name: "a host that sends headers", options: {}, loads: 1 },
  { name: "a bare host, under a sub-path", options: { prefix: "/some/sub/path/", headers: {} }, loads: 2 },
] as const;

for (const { name, options, loads: expected } of hosts) {
  test(`${name}: after one visit the whole journey needs no network, and neither does a browser that is started again`, async ({ site, open }) => {
    const { url, log, close } = await site(options);
    const outputs = ["Species", "Body Mass", "Sex"];
    const first = await open();
    const page = await first.newPage();
    const loads = loadsOf(page);
    const seen = await watch(page, new URL(url).origin);
    await page.goto(url);
    await isReady(page);
    expect(loads()).toBe(expected);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    log.length = 0;
    await page.reload();
    await openSample(page, "Penguins");
    await trainButton(page).click();
    await trained(page, 60_000);
    expect(log.filter((path) => !path.endsWith("/sw.js"))).toEqual([]);

    await close();
    await first.setOffline(true);
    await page.reload();
    await page.getByRole("main").getByRole("button", { name: late.train.actions.evaluate, exact: true }).click();
    await expect(page.getByRole("main")).toContainText(/validation rows?, the model/);
    await goTo(page, steps.predict);
    const before = await answers(page, outputs);
    const zip = await saved(page, () => page.getByRole("button", { name: late.predict.exportModel.open }).click());
    expect(zip.bytes.length).toBeGreaterThan(10_000);
    expect(seen).toEqual([]);
    const address = page.url();
    await first.close();

    const second = await open();
    await second.setOffline(true);
    const again = await second.newPage();
    await again.goto(address);
    expect(await answers(again, outputs)).toBe(before);
    await again.goto(url);
    await isReady(again);
    await openSample(again, "Cars");
    await trainButton(again).click();
    await trained(again, 60_000);
  });
}

test("every response carries the policy: the page's, its workers', the samples', from the cache and beside it", async ({ site, open }) => {
  const { url } = await site({ prefix: "/bare/", headers: {} });
  const page = await (await open()).newPage();
  await page.goto(url);
  await isReady(page);
  const headers = await page.evaluate(async () => {
    const names = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => name.startsWith("http"));
    const answers = await Promise.all([location.href, "./?added", ...names].map(async (name) => (await fetch(name)).headers));
    return answers.map((headers) => ["content-security-policy", "cross-origin-opener-policy", "cross-origin-embedder-policy", "cross-origin-resource-policy"].map((name) => headers.get(name)));
  });
  expect(headers.length).toBeGreaterThan(6);
  for (const [policy, opener, embedder, resource] of headers) {
    expect(policy).toContain("connect-src 'self'");
    expect([opener, embedder, resource]).toEqual(["same-origin", "require-corp", "same-origin"]);
  }
});

test("what is not a file of the app is asked of nobody, not even of its own host", async ({ site, open }) => {
  const { url, log } = await site({});
  const page = await (await open()).newPage();
  await page.goto(url);
  await isReady(page);
  log.length = 0;
  const refused = await page.evaluate(async () => {
    const tries = [fetch("./collect?cells=1"), fetch("./", { method: "POST", body: "cells" }), fetch("/", { method: "HEAD" })];
    return (await Promise.allSettled(tries)).map(({ status }) => status);
  });
  expect(refused).toEqual(["rejected", "rejected", "rejected"]);
  expect(log.filter((path) => !path.endsWith("/sw.js"))).toEqual([]);
});

test("a host that changes a file is noticed: nothing is kept, and on a bare host nothing is opened", async ({ site, open, folder }) => {
  const changed = join(folder, "changed");
  await cp(dist, changed, { recursive: true });
  await writeFile(join(changed, "samples", "cars.csv"), "tracked\n1\n");
  const context = await open();
  const withHeaders = await context.newPage();
  await withHeaders.goto((await site({ folder: changed })).url);
  await expect(withHeaders.getByText(t.offline.failed)).toBeVisible();
  await expect(withHeaders.getByText(/samples\/cars\.csv is not the one of this version/)).toBeVisible();

  const bare = await context.newPage();
  await bare.goto((await site({ folder: changed, headers: {} })).url);
  await expect(bare.getByText(t.errors.startTitle)).toBeVisible();
  await expect(bare.getByText(/samples\/cars\.csv is not the one of this version/)).toBeVisible();
  expect(await bare.evaluate(() => indexedDB.databases())).toEqual([]);
});

test("a full disk: the app opens all the same, and says why it is not kept", async ({ site, open }) => {
  const { url } = await site({});
  const page = await (await open()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(url).origin, quotaSize: 1_000_000 });
  await page.goto(url);
  await expect(page.getByText(t.offline.failed)).toBeVisible();
  await expect(page.getByText(t.offline.problem.full)).toBeVisible();
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
});

test("a new version waits for a word and for the end of training, and keeps the projects", async ({ site, open, folder }) => {
  const folderOfSite = join(folder, "site");
  await cp(dist, folderOfSite, { recursive: true });
  const { url } = await site({ folder: folderOfSite });
  const context = await open();
  const page = await context.newPage();
  await page.goto(url);
  await isReady(page);
  await openSample(page, "Cars");
  const other = await context.newPage();
  await other.goto(url);
  await isReady(other);

  const script = await readFile(join(folderOfSite, "sw.js"), "utf8");
  const label = await readFile(join(folderOfSite, "theme.js"), "utf8");
  const text = `${label}document.documentElement.dataset.version = "new";\n`;
  await writeFile(join(folderOfSite, "theme.js"), text);
  await writeFile(join(folderOfSite, "sw.js"), await listedAnew(script, "theme.js", text));
  // A run somewhere in this browser: the lock that the tab which trains holds.
  await other.evaluate(() => void navigator.locks.request("fidelio/trainer", () => new Promise<void>((done) => Object.assign(globalThis, { endRun: done }))));
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));

  const update = page.getByRole("button", { name: t.offline.update, exact: true });
  await expect(page.getByText(t.offline.updateReady)).toBeVisible();
  await expect(page.getByText(t.offline.heldBack)).toBeVisible();
  await expect(update).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("html")).not.toHaveAttribute("data-version", "new");

  await other.evaluate(() => (globalThis as unknown as { endRun: () => void }).endRun());
  await expect(page.getByText(t.offline.heldBack)).toBeHidden();
  await update.click();
  for (const tab of [page, other]) await expect(tab.locator("html")).toHaveAttribute("data-version", "new");
  await expect(page.getByText("Cars", { exact: true }).first()).toBeVisible();
  await isReady(page);
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  await expect(page.getByText(t.offline.updateReady)).toBeHidden();
});

/** The service worker of a version that has another text in one of its files. */
async function listedAnew(script: string, file: string, text: string): Promise<string> {
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
  const entry = new RegExp(`"revision":"[0-9a-f]{64}","url":"${file}"`);
  expect(script).toMatch(entry);
  return script.replace(entry, `"revision":"${hash}","url":"${file}"`);
}
