/** The recorder of pictures with the browser's made-up camera: bursts per class become a table, and the camera is off afterwards. */
import { expect, test } from "./fixtures.ts";

test("two piles from the camera become a table of pictures", async ({ playwright, launchOptions, baseURL }) => {
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"] });
  const page = await browser.newPage({ baseURL: baseURL! }); // the config names one
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
  await browser.close();
});
