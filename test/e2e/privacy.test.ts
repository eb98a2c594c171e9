import type { Page } from "@playwright/test";
import { trustWords } from "../../src/app/messages/en/trust-screen.ts";
import { t } from "../../src/app/messages/index.ts";
import { expect, test, watch } from "./fixtures.ts";
import { answers, goTo, paste, saved, steps, trainButton, trained } from "./steps.ts";

// WebAssembly trains here: a software adapter for WebGPU would take most of the time.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: (launchOptions.args ?? []).filter((flag) => !/webgpu/.test(flag)) }) });

const NOWHERE = "https://fidelio.invalid/";
/** What the button tries, and nothing else. */
const PROBES = ["data:", "https://fidelio.invalid", "wss://fidelio.invalid"];

const section = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

async function openTrust(page: Page): Promise<void> {
  await page.getByRole("link", { name: t.trust.link.nothing }).click();
  await expect(page.getByRole("heading", { level: 1, name: t.trust.title })).toBeVisible();
}

const hosts = [
  { name: "a host that sends headers", options: {}, by: trustWords.policy.by.header },
  { name: "a bare host", options: { prefix: "/bare/", headers: {} }, by: trustWords.policy.by.service_worker },
] as const;

for (const { name, options, by } of hosts) {
  test(`${name}: the policy and every request are shown, and no byte can be sent from the page or a worker`, async ({ context, host }) => {
    const url = await host(options);
    const page = await context.newPage();
    const seen = await watch(page, new URL(url).origin, PROBES);
    await page.goto(url);
    await page.getByRole("main").getByText("Cars", { exact: true }).click();
    await expect(trainButton(page)).toBeVisible();
    await openTrust(page);

    const policy = section(page, trustWords.policy.title);
    await expect(policy.getByText(by)).toHaveCount(3);
    await expect(policy.getByText(trustWords.policy.isolated)).toHaveCount(3);
    await expect(policy.getByText(trustWords.directive["connect-src"])).toBeVisible();

    const requests = section(page, trustWords.requests.title);
    await expect(requests.locator(".finding")).toHaveText(/^\d+ requests, all to this address; \d+ since the app was ready/);
    await expect(requests.getByRole("row").filter({ hasText: "samples/cars.csv" })).toHaveCount(1);
    await expect(requests.getByRole("row").filter({ hasText: "engine.worker" }).first()).toBeVisible();

    const probe = section(page, trustWords.probe.title);
    await probe.getByRole("button", { name: trustWords.probe.button }).click();
    await expect(probe.getByText(trustWords.probe.held(24))).toBeVisible({ timeout: 60_000 });
    await expect(probe.getByText(trustWords.probe.result.not_refused)).toHaveCount(0);
    for (const way of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "import"] as const) {
      const row = probe.getByRole("row").filter({ has: page.getByRole("rowheader", { name: trustWords.probe.ways[way], exact: true }) });
      await expect(row.getByText(trustWords.probe.result.refused)).toHaveCount(3);
    }
    await expect(requests.locator(".finding")).toHaveText(/all to this address/);
    await expect.poll(() => seen).toEqual([]);
  });
}

test("a forbidden fetch inside each worker is refused by the policy, whoever asks", async ({ context, baseURL }) => {
  const page = await context.newPage();
  const seen = await watch(page, new URL(baseURL ?? "").origin, [NOWHERE]);
  await page.goto("/");
  await page.getByRole("main").getByText("Cars", { exact: true }).click();
  await expect(trainButton(page)).toBeVisible();
  // The engine's helper threads sleep between kernels, so that nothing can ask them; their script carries the policy as every other does.
  const asked = () => page.workers().filter((worker) => !worker.url().includes("kernels.worker"));
  await expect.poll(() => asked().length).toBe(2);
  for (const worker of asked()) {
    const refusal = await worker.evaluate((address) => new Promise<string>((resolve) => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => resolve(`${effectiveDirective} ${blockedURI}`), { once: true });
      // Later, in a task of the worker's own: what the test driver evaluates itself is exempt from the policy.
      setTimeout(() => void fetch(address).then(() => resolve("sent"), () => undefined));
      setTimeout(() => resolve("nothing was reported"), 5000);
    }), `${NOWHERE}byte`);
    expect(refusal, worker.url()).toBe(`connect-src ${NOWHERE}byte`);
  }
  await expect.poll(() => seen).toEqual([]);
});

test("a backup of everything, restored in another browser profile, answers as before", async ({ page, browser, baseURL }) => {
  const rows = Array.from({ length: 90 }, (_, i) => [i % 9, i % 5, i % 9 > 4 ? "high" : "low"]);
  await page.goto("/");
  await paste(page, [["heat", "wind", "level"], ...rows]);
  await page.getByRole("radiogroup", { name: t.data.roleOf("level") }).getByText(t.data.role.output, { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 60_000);
  await goTo(page, steps.predict);
  const before = await answers(page, ["level"]);
  const address = new URL(page.url()).hash;

  await openTrust(page);
  const storage = section(page, t.keeping.storage.title);
  await expect(storage.getByRole("row").filter({ hasText: t.welcome.pastedName })).toContainText(/in 1 run/);
  await expect(storage).toContainText(trustWords.forgets.private);
  const file = await saved(page, () => page.getByRole("button", { name: t.keeping.backup.make }).click());
  await expect(page.getByText(t.keeping.backup.justNow)).toBeVisible();

  const elsewhere = await (await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) })).newPage();
  const seen = await watch(elsewhere, new URL(baseURL ?? "").origin);
  await elsewhere.goto("/#/trust");
  const chooser = elsewhere.waitForEvent("filechooser");
  await elsewhere.getByRole("button", { name: t.keeping.backup.restore }).click();
  await (await chooser).setFiles({ name: file.name, mimeType: "application/zip", buffer: Buffer.from(file.bytes) });
  await expect(elsewhere.getByText(/^3 items restored/)).toBeVisible();
  await elsewhere.goto(`/${address}`);
  expect(await answers(elsewhere, ["level"])).toBe(before);
  expect(seen).toEqual([]);
  await elsewhere.context().close();
});
