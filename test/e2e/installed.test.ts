import { t } from "../../src/app/messages/index.ts";
import { expect, test } from "./fixtures.ts";
import { ready } from "./sites.ts";
import { withoutGpu } from "./without-gpu.ts";

test.use({ launchOptions: withoutGpu });

test("the browser's offer to install is passed on once the app is ready offline, and a file that opens the app becomes a project", async ({ page }) => {
  await page.addInitScript(() => {
    // What Chromium does for an installed app only: it hands over the files that were opened with it.
    Object.defineProperty(globalThis, "launchQueue", { value: { setConsumer: (consumer: unknown) => Object.assign(globalThis, { launch: consumer }) } });
  });
  await page.goto("/");
  await expect(page.getByText(ready).first()).toBeVisible({ timeout: 30_000 });
  const install = page.getByRole("button", { name: t.offline.install, exact: true });
  await expect(install).toBeHidden();
  await page.evaluate(() => {
    dispatchEvent(Object.assign(new Event("beforeinstallprompt"), { prompt: () => Promise.resolve(Object.assign(globalThis, { asked: true })) }));
  });
  await install.click();
  await expect(install).toBeHidden();
  expect(await page.evaluate(() => "asked" in globalThis)).toBe(true);

  await page.evaluate(async () => {
    const file = await (await navigator.storage.getDirectory()).getFileHandle("launched.csv", { create: true });
    const writing = await file.createWritable();
    await writing.write("width,depth,size\n1,2,small\n3,4,large\n5,6,large\n");
    await writing.close();
    const { launch } = globalThis as unknown as { launch: (launched: { files: readonly FileSystemHandle[] }) => void };
    launch({ files: [file] });
  });
  await expect(page.getByText("3 rows").first()).toBeVisible();
});
