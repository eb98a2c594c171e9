/** Pictures in the production build: a zip of folders becomes a project, is learnt, judged, and asked for a picture it has not seen. */
import { zipSync } from "fflate";
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { words } from "../../src/messages/en/config.ts";
import { expect, test } from "./fixtures.ts";
import { answers, goTo, steps, trainButton, trained } from "./steps.ts";

// WebAssembly trains here: a software adapter for WebGPU would take most of the time.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: (launchOptions.args ?? []).filter((flag) => !/webgpu/.test(flag)) }) });

/** A bright bar: standing, or lying. */
const bar = (kind: "standing" | "lying", at: number): Buffer =>
  Buffer.from(bitmap(16, 16, (x, y) => ((kind === "standing" ? x : y) === 2 + (at % 12) ? [250, 240, 200] : [(13 * at) % 60, 30, 40])));

const some = (kind: "standing" | "lying") => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`bars/${kind}/${i}.bmp`, new Uint8Array(bar(kind, i))]));
const broken = { "bars/lying/broken.png": new Uint8Array(20), "bars/notes.txt": new TextEncoder().encode("made for a test") };

test("a zip of folders of pictures: opened, learnt, judged, asked", async ({ page }) => {
  await page.goto("/");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: t.welcome.choose, exact: true }).click()]);
  await chooser.setFiles({ name: "bars.zip", mimeType: "application/zip", buffer: Buffer.from(zipSync({ ...some("standing"), ...some("lying"), ...broken })) });

  await expect(page.getByText("bars.zip, 120 rows, 2 columns. 1 goes in, 1 comes out.")).toBeVisible();
  await page.getByRole("button", { name: t.data.notes(2) }).click();
  await expect(page.getByText(/broken\.png/)).toBeVisible();
  await expect(page.getByText(/notes\.txt/)).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByText(t.pictures.asPictures, { exact: true }).click();
  await page.getByRole("button", { name: t.pictures.grid.tile(2, "standing", null, null) }).click();
  await expect(page.getByRole("dialog")).toContainText("bars/standing/1.bmp");
  await page.keyboard.press("Escape");

  await trainButton(page).click();
  await trained(page, 90_000);
  await goTo(page, steps.predict);
  await expect(page.getByLabel(late.predict.form.choosePicture).and(page.locator("input"))).toBeAttached();
  await expect(page.getByText(late.predict.form.bars)).toHaveCount(0);
  await page.getByLabel(late.predict.form.choosePicture).and(page.locator("input")).setInputFiles({ name: "new.bmp", mimeType: "image/bmp", buffer: bar("standing", 7) });
  await expect.poll(() => answers(page, ["label"])).toContain("standing");

  // Pictures alone, twice over: a dialog that was closed opens again.
  const dialog = page.getByRole("dialog", { name: late.predict.file.title });
  for (let time = 0; time < 2; time++) {
    await page.getByRole("button", { name: late.predict.file.open }).click();
    await dialog.locator("input[type=file]").setInputFiles([2, 9].map((at) => ({ name: `${at}.bmp`, mimeType: "image/bmp", buffer: bar("lying", at) })));
    await expect(dialog.getByText(late.predict.file.done(2))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }

  // Another encoder by the form: what the starter config said of the one before is gone from the text.
  await goTo(page, steps.model);
  const text = page.getByRole("textbox", { name: late.model.editor.label });
  await expect(text).toContainText(words.starter.convolutions.slice(0, 20));
  await page.getByRole("combobox", { name: late.model.form.of(late.model.form.encoder, "image") }).selectOption("mlp_mixer");
  await expect(text).toContainText("type: mlp_mixer");
  await expect(text).not.toContainText(words.starter.convolutions.slice(0, 20));
  await page.keyboard.press("Control+z");
  await expect(text).toContainText(words.starter.convolutions.slice(0, 20));

  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await goTo(page, steps.data);
  await expect(page.getByText("bars.zip, 120 rows, 2 columns. 1 goes in, 1 comes out.")).toBeVisible();
  // The zip is not at hand any more: the pictures come from storage.
  await trainButton(page).click();
  await trained(page, 90_000);
});
