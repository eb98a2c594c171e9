import { zipSync } from "fflate";
import { mkdir, readFile, writeFile } from "node:fs/promises";
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

test("a row whose picture is torn or not there is answered, marked and told of", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "bars.zip"), zipSync(pictures));
  const config = await put(folder, "config.yaml", `
input_features: [{name: image, type: image, encoder: {type: stacked_cnn, padding: same, output_size: 16}}]
output_features: [{name: label, type: category}]
trainer: {epochs: 1, batch_size: 16}
`);
  const trained = await fidelio("experiment", "--config", config, "--dataset", join(folder, "bars.zip"), "--output-directory", join(folder, "run"), "--backend", "cpu", "--quiet");
  expect(trained.code, trained.err).toBe(0);
  const sound = pictures["standing/1.bmp"]!;
  const table = "image,label\na.bmp,standing\ntorn.bmp,standing\ngone.bmp,standing\nb.bmp,standing\n";
  await writeFile(join(folder, "asked.zip"), zipSync({ "table.csv": new TextEncoder().encode(table), "a.bmp": sound, "b.bmp": sound, "torn.bmp": sound.subarray(0, 100) }));
  for (const command of ["predict", "evaluate"]) {
    const { code, err } = await fidelio(command, "--model-path", join(folder, "run", "model"), "--dataset", join(folder, "asked.zip"), "--output-directory", join(folder, command));
    expect(code, err).toBe(0);
    expect(err).toContain("image: 2 cells name no picture that can be used, and count as missing: torn.bmp (row 2) and gone.bmp (row 3).");
    const [header, ...rows] = (await readFile(join(folder, command, "predictions.csv"), "utf8")).trim().split("\r\n");
    expect(header!.split(",").at(-1)).toBe("image_unread");
    expect(rows.map((row) => /could be read/.test(row))).toEqual([false, true, true, false]);
    if (command === "predict") expect(err).toContain("image: the pictures of 2 rows could not be read (torn.bmp and gone.bmp), and the model was shown the next picture that can be read instead");
  }
});

test("a folder without a table or a picture is refused with a sentence", async () => {
  const folder = await temporaryFolder();
  await put(folder, "notes.md", "nothing");
  const { code, err, out } = await fidelio("init-config", "--dataset", folder, "--target", "label", "--output", join(folder, "c.yaml"));
  expect(code).not.toBe(0);
  expect(err + out).toContain("there is no table and no picture that can be read");
});

test("what is noted of many files is told of each by 'check'", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "bars.zip"), zipSync({ ...pictures, ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`lying/${i}.txt`, new Uint8Array(3)])) }));
  const config = await put(folder, "config.yaml", "input_features: [{name: image, type: image}]\noutput_features: [{name: label, type: category}]\n");
  const { err } = await fidelio("check", "--config", config, "--dataset", join(folder, "bars.zip"));
  expect(err).toContain("and 4 more.");
  for (let i = 0; i < 9; i++) expect(err).toContain(`\n  lying/${i}.txt\n`);
});

test("pictures that a table names lie where its cells say, from its own folder, in one file or in parts", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "tables"));
  const names = Object.keys(pictures).map((path) => path.replace("/", "-"));
  for (const [i, bytes] of Object.values(pictures).entries()) {
    const at = i % 2 ? join(folder, "tables", "im") : join(folder, "elsewhere");
    await mkdir(at, { recursive: true });
    await writeFile(join(at, names[i]!), bytes);
  }
  const line = (name: string, i: number) => `${i % 2 ? `im\\${name}` : i % 4 ? `../elsewhere/${name}` : join(folder, "elsewhere", name)},${name.split("-")[0]}`;
  const lines = names.map(line);
  const all = await put(folder, "tables/all.csv", ["file,kind", ...lines, "im/gone.bmp,lying"].join("\n"));
  const parts = await Promise.all([0, 1].map((part) => put(folder, `tables/${part}.csv`, ["file,kind", ...lines.filter((_, i) => (i % 5 === 0) === (part === 1))].join("\n"))));
  const config = await put(folder, "config.yaml", `
input_features: [{name: file, type: image, preprocessing: {missing_value_strategy: drop_row}, encoder: {type: stacked_cnn, padding: same, output_size: 16}}]
output_features: [{name: kind, type: category}]
trainer: {epochs: 1, batch_size: 16}
`);
  const started = await fidelio("init-config", "--dataset", all, "--target", "kind");
  expect(started.out).toContain("type: image");
  expect(started.err).toContain("file: 1 cell names no picture that can be used, and counts as missing: im/gone.bmp (row 81).");
  for (const [name, data] of [["one", ["--dataset", all]], ["parts", ["--training-set", parts[0]!, "--validation-set", parts[1]!]]] as const) {
    const { code, err } = await fidelio("train", "--config", config, ...data, "--output-directory", join(folder, name), "--backend", "cpu", "--quiet");
    expect(code, err).toBe(0);
  }
});

test("pictures alone are answered by a model that looks at one, whatever its column is called", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  const lines = Object.keys(pictures).map((path) => `${path},${path.split("/")[0]}`);
  await writeFile(join(folder, "t.zip"), zipSync({ ...pictures, "t.csv": new TextEncoder().encode(["photo,kind", ...lines].join("\n")) }));
  const config = await put(folder, "config.yaml", `
input_features: [{name: photo, type: image, encoder: {type: stacked_cnn, padding: same, output_size: 16}}]
output_features: [{name: kind, type: category}]
trainer: {epochs: 1, batch_size: 16}
`);
  const trained = await fidelio("train", "--config", config, "--dataset", join(folder, "t.zip"), "--output-directory", join(folder, "run"), "--backend", "cpu", "--quiet");
  expect(trained.code, trained.err).toBe(0);
  await mkdir(join(folder, "new"));
  for (const [i, bytes] of Object.values(pictures).slice(0, 3).entries()) await writeFile(join(folder, "new", `${i}.bmp`), bytes);
  const { code, err } = await fidelio("predict", "--model-path", join(folder, "run", "model"), "--dataset", join(folder, "new"), "--output-directory", join(folder, "answers"));
  expect(code, err).toBe(0);
  expect((await readFile(join(folder, "answers", "predictions.csv"), "utf8")).trim().split("\r\n")).toHaveLength(4);
});

test("of several tables the one that is named is read; a name that none has is refused with those that there are", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "two.zip"), zipSync(Object.fromEntries(["people", "prices"].map((name) => [`${name}.csv`, new TextEncoder().encode(`id,${name}\n${"1,a\n2,b\n".repeat(20)}`)]))));
  const dataset = join(folder, "two.zip");
  expect((await fidelio("init-config", "--dataset", dataset, "--table", "prices.csv", "--target", "prices")).out).toContain("name: prices");
  expect(await fidelio("init-config", "--dataset", dataset, "--table", "price.csv", "--target", "prices")).toMatchObject({ code: 1, err: expect.stringContaining("holds no table called 'price.csv'; did you mean 'prices.csv'?") as string });
});
