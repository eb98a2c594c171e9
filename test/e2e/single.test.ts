import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test, watch } from "./fixtures.ts";
import { answers, goTo, saved, steps, trainButton, trained } from "./steps.ts";
import { withoutGpu } from "./without-gpu.ts";

const built = fileURLToPath(new URL("../../dist-single/fidelio.html", import.meta.url));

test.use({ launchOptions: withoutGpu });

test("the edition in one file, alone in a folder, trains from a file: address, keeps its work and sends nothing", async ({ context }) => {
  const stick = await mkdtemp(join(tmpdir(), "fidelio-stick-"));
  const file = join(stick, "fidelio.html");
  await copyFile(built, file);
  const outputs = ["Species", "Body Mass", "Sex"];
  const page = await context.newPage();
  const seen = await watch(page, pathToFileURL(file).href);
  await context.setOffline(true);
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByText(t.offline.inOneFile).first()).toBeVisible();
  await page.getByRole("main").getByText("Penguins", { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 60_000);
  await expect(page.getByRole("region", { name: late.train.backend.runs("wasm") })).toBeVisible();
  await goTo(page, steps.predict);
  const before = await answers(page, outputs);
  const zip = await saved(page, () => page.getByRole("button", { name: late.predict.exportModel.open }).click());
  expect(zip.bytes.length).toBeGreaterThan(10_000);

  await page.reload();
  expect(await answers(page, outputs)).toBe(before);
  await goTo(page, steps.data);
  await expect(page.getByText("344 rows").first()).toBeVisible();
  expect(seen).toEqual([]);

  // Workers made from blobs have the page's policy: their requests, to the file's own folder too, are refused by it.
  const workers = page.workers();
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) {
    const refused = await worker.evaluate(async (neighbour) => {
      const blocked: string[] = [];
      addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent) => blocked.push(`${effectiveDirective} ${blockedURI}`));
      // Later, in a task of the worker's own: what the test driver evaluates itself is exempt from the policy.
      await new Promise((done) => setTimeout(done));
      for (const address of ["https://example.org/", "data:,", neighbour]) await fetch(address).catch(() => undefined);
      await new Promise((done) => setTimeout(done, 100));
      return blocked.map((line) => line.split(":")[0]);
    }, pathToFileURL(file).href);
    expect(refused).toEqual(["connect-src https", "connect-src data", "connect-src file"]);
  }
  await rm(stick, { recursive: true });
});
