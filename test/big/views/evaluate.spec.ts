/**
 * A model judged on a hundred thousand rows, in the built app: how long it takes from a press to the drawn views of a category, a number and
 * a yes or no, and the longest task of the page meanwhile (processor time). `FIDELIO_SCALE` makes the table smaller: for trying, not for figures.
 */
import type { Browser, Page } from "@playwright/test";
import { t } from "../../../src/app/messages/index.ts";
import { count } from "../../../src/app/messages/format.ts";
import { late } from "../../../src/app/messages/late.ts";
import { expect, test } from "../../e2e/fixtures.ts";
import { goTo, steps, trainButton, trained } from "../../e2e/steps.ts";
import { withoutGpu } from "../../e2e/without-gpu.ts";
import { randomFrom } from "../load/random.ts";
import { longestTask } from "./frames.ts";

const SCALE = Number(process.env["FIDELIO_SCALE"] ?? 1);
const SEED = Number(process.env["FIDELIO_SEED"] ?? 1);
const JUDGED = Math.round(100_000 * SCALE);
const LEARNT = 3000;
/** Milliseconds until all is drawn, and of processor time of one task of the page. */
const MOST = { drawn: 1000, task: 100 } as const;

test.use({ launchOptions: withoutGpu });

/** Three numbers and two categories; what is to be answered depends on them. As many rows of validation as of test. */
function table(): string {
  const random = randomFrom(SEED);
  const lines = ["x,y,z,shop,day,kind,price,sold,split"];
  for (let row = 0; row < LEARNT + 2 * JUDGED; row++) {
    const [x, y, z] = [random(), random(), random()];
    const kind = "abcde"[Math.min(4, Math.floor(5 * (0.8 * x + 0.2 * random())))]!;
    const split = row < LEARNT ? 0 : row < LEARNT + JUDGED ? 1 : 2;
    lines.push(`${x.toFixed(4)},${y.toFixed(4)},${z.toFixed(4)},shop ${Math.floor(6 * random())},day ${Math.floor(7 * random())},${kind},${(100 * y + 20 * random()).toFixed(2)},${z + 0.4 * random() > 0.7 ? "yes" : "no"},${split}`);
  }
  return lines.join("\n");
}

interface Seen { readonly drawn: number; readonly charts: number; readonly longest: number }

/** From a press until the last chart is there, as frames see it. */
async function pressed(browser: Browser, page: Page, press: () => Promise<void>): Promise<Seen> {
  await page.evaluate(() => {
    const seen = { from: 0, counts: [] as (readonly [at: number, charts: number])[] };
    Object.assign(globalThis, { seen });
    addEventListener("click", ({ timeStamp }) => (seen.from = timeStamp), { capture: true, once: true });
    const look = () => {
      const charts = document.querySelectorAll("main svg.chart, main figure table").length;
      if (charts !== (seen.counts.at(-1)?.[1] ?? 0)) seen.counts.push([performance.now(), charts]);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const longest = await longestTask(browser, page, async () => {
    await press();
    await page.waitForTimeout(6000);
  });
  const drawn = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { from: number; counts: (readonly [number, number])[] } };
    const [at, charts] = seen.counts.at(-1) ?? [NaN, 0];
    return { drawn: Math.round(at - seen.from), charts };
  });
  return { ...drawn, longest };
}

test("the views of a hundred thousand predictions open soon, and the page stays live", async ({ page, browser }) => {
  test.setTimeout(460_000);
  await page.goto("/");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: t.welcome.choose, exact: true }).click()]);
  await chooser.setFiles({ name: "judged.csv", mimeType: "text/csv", buffer: Buffer.from(table()) });
  await expect(page.getByRole("region", { name: t.data.table })).toBeVisible({ timeout: 120_000 });
  for (const output of ["kind", "price", "sold"]) await page.getByRole("radiogroup", { name: t.data.roleOf(output) }).getByText(t.data.role.output, { exact: true }).click();
  await expect(trainButton(page)).toBeEnabled({ timeout: 60_000 });
  await trainButton(page).click();
  await trained(page, 300_000);

  const ways: readonly (readonly [string, () => Promise<void>])[] = [
    ["the tab, validation rows", () => goTo(page, steps.evaluate)],
    ["the same again", async () => goTo(page, steps.evaluate)],
  ];
  const seen: Record<string, Seen> = {};
  for (const [name, press] of ways) {
    await goTo(page, steps.train);
    seen[name] = await pressed(browser, page, press);
  }
  await expect(page.getByText(`On the ${count(JUDGED)} validation rows`)).toBeVisible();
  await page.getByText(late.evaluate.splits.test, { exact: true }).click();
  seen["test rows"] = await pressed(browser, page, () => page.getByRole("button", { name: late.evaluate.gate.look }).click());
  await goTo(page, steps.train);
  await page.reload();
  await expect(trainButton(page).or(page.getByRole("main").getByRole("button", { name: late.train.actions.evaluate, exact: true })).first()).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(3000);
  seen["the tab, after a reload"] = await pressed(browser, page, () => goTo(page, steps.evaluate));
  for (const [name, figures] of Object.entries(seen)) {
    console.log(`${JUDGED} predictions of each output, ${name}: ${JSON.stringify(figures)}`);
    expect.soft(figures.charts, `${name}: charts`).toBeGreaterThan(8);
    expect.soft(figures.drawn, `${name}: milliseconds until drawn`).toBeLessThan(MOST.drawn);
    expect.soft(figures.longest, `${name}: longest task`).toBeLessThanOrEqual(MOST.task);
  }
});
