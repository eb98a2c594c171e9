import type { Page, Worker } from "@playwright/test";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test, watch } from "./fixtures.ts";
import { goTo, paste, steps, trainButton, trained } from "./steps.ts";
import { openTable, trainALittle } from "./table.ts";
import { withoutGpu } from "./without-gpu.ts";

test.use({ launchOptions: withoutGpu });

const words = late.train.interrupted;
/** The interrupted run is offered, and goes on to its end. */
async function resume(page: Page): Promise<void> {
  await expect(page.getByText(words.title("Run 1")).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: /^Train Interrupted after round/ })).toBeVisible();
  await page.getByRole("button", { name: words.resume, exact: true }).click();
  await trained(page, 90_000);
}

/** The figures behind the loss curve, round by round. */
async function lossTable(page: Page): Promise<string> {
  const figure = page.getByRole("figure").first();
  await figure.getByRole("button", { name: late.charts.table }).click();
  return figure.getByRole("table").innerText();
}

const worker = (page: Page, name: string) => {
  const found = page.workers().find((each) => each.url().includes(`${name}.worker`));
  if (!found) throw new Error(`no ${name} worker runs`);
  return found;
};

/** It may have ended before it could answer. */
const end = (one: Worker) => one.evaluate(() => self.close()).catch(() => undefined);

test("a tab closed in mid-training offers to resume, and ends where an uninterrupted run ends", async ({ page, context, baseURL }) => {
  await openTable(page);
  await trainALittle(page);
  const address = page.url();
  await page.close({ runBeforeUnload: false });

  const again = await context.newPage();
  const seen = await watch(again, new URL(baseURL ?? "").origin);
  await again.goto(new URL("/#/library", address).href);
  await again.getByRole("link", { name: words.title("Run 1") }).click();
  await resume(again);
  const resumed = await lossTable(again);

  await trainButton(again).click();
  await expect(again.getByText("Run 2").first()).toBeVisible();
  await trained(again, 90_000);
  expect(await lossTable(again)).toBe(resumed);
  expect(resumed.split("\n").length).toBeGreaterThan(5);
  await again.reload();
  await expect(again.getByText("Run 2").first()).toBeVisible();
  await expect(again.getByText(words.title("Run 1"))).toBeHidden();
  expect(seen).toEqual([]);
});

test("a killed renderer loses no run", async ({ browser }) => {
  // Not the watched page: a killed renderer says so on its console.
  const page = await (await browser.newContext()).newPage();
  await openTable(page);
  await trainALittle(page);
  const address = page.url();
  const protocol = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  await Promise.race([protocol.send("Page.crash").catch(() => undefined), crashed]);
  await crashed;

  const again = await page.context().newPage();
  await again.goto(address);
  await resume(again);
  await page.context().close();
});

test("a dead engine worker interrupts the run in place, and the next one resumes it", async ({ page }) => {
  await openTable(page);
  await trainALittle(page);
  await end(worker(page, "engine"));
  await expect(page.getByText(/^The part of Fidelio that computes was ended/).first()).toBeVisible();
  await resume(page);
  // A model that was open in the dead worker answers from the new one.
  await goTo(page, steps.predict);
  const answer = page.getByRole("region", { name: late.predict.answer.title });
  await expect(answer.getByText("level", { exact: true }).first()).toBeVisible();
  await end(worker(page, "engine"));
  await page.getByLabel("heat").first().fill("77");
  await expect(answer.getByText("level", { exact: true }).first()).toBeVisible();
});

test("a dead data worker is replaced, with the table that lay in it", async ({ page }) => {
  await openTable(page);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await end(worker(page, "data"));
  await expect(page.getByText(t.workers.recovered)).toBeVisible();
  const table = page.getByRole("region", { name: t.data.table });
  await expect(table.getByRole("cell", { name: "low" }).first()).toBeVisible();
  await trainButton(page).click();
  await trained(page, 90_000);
});

test("rows can be looked at while the engine is still being loaded", async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/engine\.worker.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  await paste(page, [["heat", "level"], ...Array.from({ length: 40 }, (_, i) => [i % 9, i % 9 > 4 ? "high" : "low"])]);
  await expect(page.getByRole("region", { name: t.data.table }).getByRole("cell", { name: "low" }).first()).toBeVisible();
  await expect(page.getByText(t.workers.waitingTitle)).toBeVisible();
  await goTo(page, steps.model);
  await expect(page.getByText(t.workers.waitingTitle)).toBeVisible();
  letGo();
  await goTo(page, steps.data);
  await expect(page.getByText(t.workers.waitingTitle)).toBeHidden();
  await page.getByRole("radiogroup", { name: t.data.roleOf("level") }).getByText(t.data.role.output, { exact: true }).click();
  await expect(trainButton(page)).not.toHaveAttribute("aria-disabled");
});
