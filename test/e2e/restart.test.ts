import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { t } from "../../src/app/messages/index.ts";
import { expect, test } from "./fixtures.ts";
import { answers, goTo, paste, steps, trainButton, trained } from "./steps.ts";

test("after the browser was closed and started again, project, run and answers are there", async ({ playwright, launchOptions, baseURL, viewport }) => {
  const profile = await mkdtemp(join(tmpdir(), "fidelio-profile-"));
  const start = () => playwright.chromium.launchPersistentContext(profile, { ...launchOptions, viewport, ...(baseURL === undefined ? {} : { baseURL }) });
  const rows = Array.from({ length: 90 }, (_, i) => [i % 9, i % 5, i % 9 > 4 ? "high" : "low"]);

  const first = await start();
  const page = await first.newPage();
  await page.goto("/");
  await paste(page, [["heat", "wind", "level"], ...rows]);
  await page.getByRole("radiogroup", { name: t.data.roleOf("level") }).getByText(t.data.role.output, { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 60_000);
  await goTo(page, steps.predict);
  const before = await answers(page, ["level"]);
  const address = page.url();
  await first.close();

  const second = await start();
  const again = await second.newPage();
  await again.goto(address);
  expect(await answers(again, ["level"])).toBe(before);
  await goTo(again, steps.data);
  await expect(again.getByText("90 rows").first()).toBeVisible();
  await goTo(again, steps.evaluate);
  await expect(again.getByRole("main")).toContainText(/validation rows?, the model/);
  await second.close();
  await rm(profile, { recursive: true, force: true });
});
