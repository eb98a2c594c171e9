/** No data opens before the policy is in force, whatever the host and the browser do. */
import type { Page } from "@playwright/test";
import { t } from "../../src/app/messages/index.ts";
import { expect } from "./fixtures.ts";
import { loadsOf, test } from "./sites.ts";

/** It says why, has opened nothing, and does not load itself for ever. */
async function isRefused(page: Page, loads: () => number, reason: string): Promise<void> {
  await expect(page.getByText(reason)).toBeVisible();
  await expect(page.getByText(t.errors.startTitle)).toBeVisible();
  await page.waitForTimeout(500);
  expect(loads()).toBeLessThanOrEqual(2);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
}

test("a bare host in a browser without service workers is refused", async ({ site, browser }) => {
  const page = await browser.newPage({ serviceWorkers: "block" });
  // As a private window of some browsers has it.
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error("Service workers are off."));
  });
  const loads = loadsOf(page);
  await page.goto((await site({ headers: {} })).url);
  await isRefused(page, loads, t.offline.refused.noWorker("Service workers are off."));
  expect(loads()).toBe(1);
  await page.close();
});

test("a page that loads itself anew and still comes past the service worker is refused, once", async ({ site, browser }) => {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setBypassServiceWorker", { bypass: true });
  const loads = loadsOf(page);
  await page.goto((await site({ headers: {} })).url);
  await isRefused(page, loads, t.offline.refused.notInForce);
  expect(loads()).toBe(2);
  await page.close();
});

test("plain http in a network is refused, headers or not", async ({ site, playwright, launchOptions }) => {
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP classroom.test localhost"] });
  const page = await browser.newPage();
  const loads = loadsOf(page);
  await page.goto((await site({})).url.replace("localhost", "classroom.test"));
  await isRefused(page, loads, t.offline.refused.insecure);
  await browser.close();
});

test("a worker whose own script came without the policy serves nobody", async ({ site, browser }) => {
  const page = await browser.newPage({ serviceWorkers: "block" });
  await page.route(/data\.worker/, async (route) => {
    const response = await route.fetch();
    const { "content-security-policy": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await page.goto((await site({})).url);
  await page.getByRole("main").getByText("Cars", { exact: true }).click();
  await expect(page.getByText(/came without the content-security policy/)).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" }); // a worker may be on its way again, and would fail the test that comes next
  await page.close();
});
