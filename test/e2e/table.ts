import type { Page } from "@playwright/test";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect } from "./fixtures.ts";
import { trainButton } from "./steps.ts";

/** Large enough that a run of it lasts some seconds on WebAssembly, whatever the machine: several times as long as until the first checkpoint. */
const TABLE = ["heat,wind,hour,level", ...Array.from({ length: 27_000 }, (_, i) => [(i * 7) % 101, (i * 13) % 37, (i * 3) % 11, (i * 7) % 101 > 50 !== (i * 13) % 37 > 18 ? "high" : "low"].join(","))].join("\n");

/** A project whose `level` is to be learnt. */
export async function openTable(page: Page): Promise<void> {
  await page.goto("/");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t.welcome.choose }).click();
  await (await chooser).setFiles({ name: "weather.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) });
  await page.getByRole("radiogroup", { name: t.data.roleOf("level") }).getByText(t.data.role.output, { exact: true }).click();
}

/** Trains until a few rounds are over and a checkpoint is kept that knows of them. */
export async function trainALittle(page: Page): Promise<void> {
  await trainButton(page).click();
  await expect(page.getByText(/^Round ([4-9]|\d\d)/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(late.train.kept.ago(0))).toBeVisible({ timeout: 60_000 }); // on a slow machine the first one is of the first round
}
