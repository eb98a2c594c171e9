/** The graphics card goes away in mid-training, again and again: the run goes on by itself. `FIDELIO_LOSSES` asks for more than one run. */
import { late } from "../../src/app/messages/late.ts";
import { expect, test } from "./fixtures.ts";
import { loseDevice, rememberDevices } from "./kills/device.ts";
import { goTo, steps, trained } from "./steps.ts";

const RUNS = Number(process.env["FIDELIO_LOSSES"] ?? 1);

test("a graphics card lost in mid-training costs seconds, and the run ends by itself", async ({ page }) => {
  test.setTimeout(120_000 + RUNS * 180_000);
  await page.goto("/");
  await page.getByRole("main").getByText("Penguins", { exact: true }).click();
  const engine = await rememberDevices(page);
  for (let run = 1; run <= RUNS; run++) {
    await goTo(page, steps.train);
    // Left to itself, the app would not ask a graphics card for so short a run.
    await page.getByLabel(late.train.wish.label).selectOption("webgpu");
    await page.getByRole("main").getByRole("button", { name: run === 1 ? late.train.actions.train : late.train.actions.again, exact: true }).click();
    await expect(page.getByText(/^Round ([2-9]|\d\d)/).first()).toBeVisible({ timeout: 120_000 });
    await loseDevice(engine);
    await expect(page.getByRole("main")).toContainText(/the GPU was lost/, { timeout: 60_000 });
    await trained(page, 180_000);
    await expect(page.getByRole("main").getByText(late.train.status.failed.title)).toBeHidden();
  }
});
