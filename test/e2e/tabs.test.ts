import type { Page } from "@playwright/test";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test, watch } from "./fixtures.ts";
import { goTo, steps, trainButton, trained } from "./steps.ts";
import { openTable, trainALittle } from "./table.ts";
import { withoutGpu } from "./without-gpu.ts";

test.use({ launchOptions: withoutGpu });

const banner = (page: Page) => page.getByText(t.tabs.elsewhereTitle, { exact: true }).first();
const rename = async (page: Page, name: string) => {
  await page.getByRole("banner").getByRole("button", { name: new RegExp(t.shell.rename) }).click();
  await page.getByRole("textbox", { name: t.shell.rename }).fill(name);
  await page.keyboard.press("Enter");
};

test("a second tab follows what the first one changes and trains, changes nothing itself, and can take over", async ({ page, context, baseURL }) => {
  await openTable(page);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const second = await context.newPage();
  const seen = await watch(second, new URL(baseURL ?? "").origin);
  await second.goto(page.url());
  await expect(banner(second)).toBeVisible();
  await expect(second.getByRole("radiogroup", { name: t.data.roleOf("heat") }).getByRole("radio").first()).toBeDisabled();
  await expect(trainButton(second)).toHaveAttribute("aria-disabled", "true");

  // Changes, and training with its curves, are seen there as they happen.
  await rename(page, "Weather");
  await expect(second.getByRole("banner").getByText("Weather", { exact: true })).toBeVisible();
  await trainALittle(page);
  await goTo(second, steps.train);
  await expect(second.getByText(/^Round ([4-9]|\d\d)/).first()).toBeVisible();
  await expect(second.getByRole("figure").first()).toBeVisible();
  await expect(second.getByRole("button", { name: late.train.actions.pause })).toBeHidden();

  // Not while it trains; afterwards.
  await second.getByRole("button", { name: t.tabs.workHere }).click();
  await expect(second.getByText(t.tabs.trainsThere("Weather"))).toBeVisible();
  await trained(page, 60_000);
  await trained(second, 10_000);
  await goTo(second, steps.predict);
  await expect(second.getByRole("region", { name: late.predict.answer.title }).getByText("level", { exact: true }).first()).toBeVisible();
  await second.getByRole("button", { name: t.tabs.workHere }).click();
  await expect(second.getByText(t.tabs.hereNow("Weather"))).toBeVisible();
  await expect(banner(second)).toBeHidden();
  await expect(banner(page)).toBeVisible();
  await rename(second, "Weather 2");
  await expect(page.getByRole("banner").getByText("Weather 2", { exact: true })).toBeVisible();
  expect(seen).toEqual([]);
});

test("when the tab that trains is killed, the one that followed takes over and offers to resume", async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openTable(page);
  const second = await context.newPage();
  const seen = await watch(second, new URL(baseURL ?? "").origin);
  await second.goto(page.url());
  await expect(banner(second)).toBeVisible();
  await goTo(second, steps.train);
  await page.bringToFront();
  await trainALittle(page);
  const protocol = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  await Promise.race([protocol.send("Page.crash").catch(() => undefined), crashed]);
  await crashed;

  await expect(second.getByText(/can be changed here now/)).toBeVisible();
  expect(seen).toEqual([]);
  await expect(banner(second)).toBeHidden();
  await second.getByRole("button", { name: late.train.interrupted.resume, exact: true }).click();
  await trained(second, 60_000);
  await context.close();
});

test("one tab trains at a time, and a project that is open elsewhere is not deleted under it", async ({ page, context }) => {
  await openTable(page);
  const second = await context.newPage();
  await openTable(second);
  await trainALittle(page);
  await expect(trainButton(second)).toHaveAttribute("aria-disabled", "true");
  await expect(trainButton(second)).toHaveAttribute("title", t.tabs.trainsAlready({ projectName: "weather", runName: "Run 1" }));
  await goTo(second, t.shell.library);
  await expect(second.getByText(t.library.trains)).toBeVisible();
  await second.getByRole("button", { name: t.library.more("weather") }).last().click();
  await second.getByText(t.library.delete, { exact: true }).click();
  await expect(second.getByText(t.tabs.openElsewhere("weather"))).toBeVisible();
  await trained(page, 60_000);
  await second.goBack();
  await expect(trainButton(second)).not.toHaveAttribute("aria-disabled");
});
