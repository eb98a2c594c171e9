import { zipSync } from "fflate";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { fidelio, put, readJson, temporaryFolder } from "./terminal.ts";

const bar = (kind: string, at: number) => bitmap(8, 8, (x, y) => ((kind === "standing" ? x : y) === at % 8 ? [255, 255, 255] : [0, 0, 0]));
const pictures = Object.fromEntries(["standing", "lying"].flatMap((kind) => Array.from({ length: 40 }, (_, i) => [`${kind}/${i}.bmp`, bar(kind, i)])));

test("a folder of pictures and a zip of it are the same data set, and train", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  for (const [path, bytes] of Object.entries(pictures)) {
    await mkdir(join(folder, "bars", path, ".."), { recursive: true });
    await writeFile(join(folder, "bars", path), bytes);
  }
  await writeFile(join(folder, "bars.zip"), zipSync(pictures));
  const config = await put(folder, "config.yaml", `
input_features: [{name: image, type: image, encoder: {type: stacked_cnn, padding: same, output_size: 16}}]
output_features: [{name: label, type: category}]
trainer: {epochs: 2, batch_size: 16}
`);
  const statistics = await Promise.all(["bars", "bars.zip"].map(async (dataset) => {
    const { code, err } = await fidelio("experiment", "--config", config, "--dataset", join(folder, dataset), "--output-directory", join(folder, `of ${dataset}`), "--backend", "cpu");
    expect(code, err).toBe(0);
    return readJson(join(folder, `of ${dataset}`, "test_statistics.json"));
  }));
  expect(statistics[0]).toHaveProperty("label");
});

test("a folder without a table or a picture is refused with a sentence", async () => {
  const folder = await temporaryFolder();
  await put(folder, "notes.md", "nothing");
  const { code, err, out } = await fidelio("init-config", "--dataset", folder, "--target", "label", "--output", join(folder, "c.yaml"));
  expect(code).not.toBe(0);
  expect(err + out).toContain("there is no table and no picture that can be read");
});
