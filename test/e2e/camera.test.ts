/** The recorder of pictures with the browser's made-up camera: bursts per class become a table, more of them join it, and the camera is off afterwards. */
import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test as base } from "./fixtures.ts";

/** A page with a camera. */
const test = base.extend<{ filmed: Page }>({
  filmed: async ({ playwright, launchOptions, baseURL }, use) => {
    const browser: Browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });
    await use(await browser.newPage({ baseURL: baseURL! })); // the config names one
    await browser.close();
  },
});

/** Some pictures of a class, by keyboard; how many it has then. */
async function burst(dialog: Locator, name: string): Promise<void> {
  const hold = dialog.getByRole("button", { name: `Hold to record ${name}` });
  await expect(hold).toBeEnabled();
  await hold.focus();
  await dialog.page().keyboard.down("Space");
  await dialog.page().waitForTimeout(400);
  await dialog.page().keyboard.up("Space");
}
const countOf = async (dialog: Locator, name: string): Promise<string> => (await dialog.getByRole("region", { name, exact: true }).locator(".count").textContent()) ?? "";
const numbersIn = (text: string): readonly number[] => text.match(/\d+/g)?.map(Number) ?? [];

test("more bursts join the table later, for a class there is and for a new one; what was there stays", async ({ filmed: page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Use the camera" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Start the camera" }).click();
  await burst(dialog, "Class 1");
  await burst(dialog, "Class 2");
  await dialog.getByRole("button", { name: "Use these pictures" }).click();
  const rows = async () => numbersIn((await page.locator("footer").getByText(/^Rows/).textContent()) ?? "").at(-1)!;
  await expect(page.locator("footer").getByText(/^Rows/)).toBeVisible();
  const before = await rows();

  await page.getByRole("button", { name: "Take more pictures…" }).click();
  const ones = numbersIn(await countOf(dialog, "Class 1"))[0]!;
  await dialog.getByRole("button", { name: "Start the camera" }).click();
  await burst(dialog, "Class 1");
  await expect(dialog.getByRole("region", { name: "Class 1", exact: true }).locator(".count")).toContainText(new RegExp(`^${ones} pictures?, \\d+ new`));

  // Closed by mistake, and opened again: the burst is still there, and the camera is off.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.setViewportSize({ width: 390, height: 844 }); // as on a phone
  await page.locator("footer").getByRole("button", { name: "Take more pictures…" }).click();
  await expect(dialog.getByRole("region", { name: "Class 1", exact: true }).locator(".count")).toContainText(/new/);
  await dialog.getByRole("button", { name: "Start the camera" }).click();
  await dialog.getByRole("button", { name: "Add a class" }).click();
  await dialog.getByLabel("Name of class 3").fill("dog");
  await burst(dialog, "dog");
  const added = numbersIn(await countOf(dialog, "Class 1"))[1]! + numbersIn(await countOf(dialog, "dog"))[0]!;
  const video = await dialog.locator("video").elementHandle();
  await dialog.getByRole("button", { name: "Use these pictures" }).click();
  await expect(page.getByText(`${added} pictures were added.`)).toBeVisible();
  expect(await video?.evaluate((element) => ((element as HTMLVideoElement).srcObject as MediaStream).active)).toBe(false); // a camera's stream, and switched off
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await rows()).toBe(before + added);

  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.locator("footer").getByText(/^Rows/)).toBeVisible();
  expect(await rows()).toBe(before + added);
  await page.getByText("Pictures", { exact: true }).click();
  await expect(page.locator("[data-place='0'] canvas")).toBeVisible();
});

test("two piles from the camera become a table of pictures", async ({ filmed: page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Use the camera" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: /^Hold to record Class 1/ })).toBeDisabled();
  await dialog.getByRole("button", { name: "Start the camera" }).click();
  await expect(dialog.locator("video")).toBeVisible();
  await dialog.getByLabel("Name of class 1").fill("cat");

  const hold = dialog.getByRole("button", { name: "Hold to record cat" });
  await expect(hold).toBeEnabled();
  await hold.hover();
  await page.mouse.down();
  await page.waitForTimeout(700);
  await page.mouse.up();
  const first = Number(/\d+/.exec((await dialog.getByRole("region", { name: "cat" }).locator(".count").textContent()) ?? "")?.[0]);
  expect(first).toBeGreaterThanOrEqual(3);
  await page.waitForTimeout(400);
  await expect(dialog.getByRole("region", { name: "cat" }).locator(".count")).toContainText(new RegExp(`^(${first}|${first + 1}) `)); // let go: none is added but the one under way

  // One that went wrong is thrown away by itself, and a second burst goes on the same pile.
  const before = Number(/\d+/.exec((await dialog.getByRole("region", { name: "cat" }).locator(".count").textContent()) ?? "")?.[0]);
  await dialog.getByRole("button", { name: "Throw picture 1 of cat away" }).click();
  await expect(dialog.getByRole("region", { name: "cat" }).locator(".count")).toContainText(new RegExp(`^${before - 1} `));
  await hold.hover();
  await page.mouse.down();
  await page.waitForTimeout(400);
  await page.mouse.up();
  await expect.poll(async () => Number(/\d+/.exec((await dialog.getByRole("region", { name: "cat" }).locator(".count").textContent()) ?? "")?.[0])).toBeGreaterThan(before - 1);

  // By keyboard as well.
  await dialog.getByRole("button", { name: "Hold to record Class 2" }).focus();
  await page.keyboard.down("Space");
  await page.waitForTimeout(500);
  await page.keyboard.up("Space");
  const video = await dialog.locator("video").elementHandle();
  await dialog.getByRole("button", { name: "Use these pictures" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Data" })).toBeVisible();
  expect(await video?.evaluate((element) => ((element as HTMLVideoElement).srcObject as MediaStream).active)).toBe(false); // a camera's stream, and switched off
  await expect(page.locator("thead")).toContainText("image");
  await expect(page.locator("thead")).toContainText("label");
  await page.getByText("Pictures", { exact: true }).click();
  await expect(page.locator("[data-place='0'] canvas")).toBeVisible();
  await expect(page.locator("[data-place='0']")).toContainText("cat");
});
