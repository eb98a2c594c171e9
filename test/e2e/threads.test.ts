/** Under the policy of a real deployment WebAssembly computes on several threads, from a script of our own. */
import { availableParallelism } from "node:os";
import { expect, test } from "./fixtures.ts";
import { trainButton, trained } from "./steps.ts";
import { withoutGpu } from "./without-gpu.ts";

test.use({ launchOptions: withoutGpu });

test("a run without a graphics card says on how many threads it was computed", async ({ page }) => {
  const several = availableParallelism() > 1;
  await page.goto("/");
  await page.getByRole("main").getByText("Penguins", { exact: true }).click();
  await trainButton(page).click();
  await expect(page.getByRole("main")).toContainText(several ? /SIMD, [2-8] threads/ : /SIMD, one thread/, { timeout: 60_000 });
  await trained(page, 180_000);
  expect(page.workers().filter((worker) => worker.url().includes("kernels.worker")).length > 0).toBe(several);
});
