import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { rowsOf, workbook } from "../ingest/formats/excel-files.ts";
import { csv, fidelio, put, readJson, temporaryFolder } from "./terminal.ts";

const SLOW = 60_000;
const config = `input_features:
  - name: width
    type: number
  - name: colour
    type: category
    encoder: {type: onehot}
output_features:
  - name: price
    type: number
    preprocessing: {normalization: zscore}
  - name: sold
    type: binary
trainer: {epochs: 3, batch_size: 16, learning_rate: 0.01}
`;
/** 60 rows; the 7th has no price, and a colour like a formula. */
const table = csv([
  ["width", "colour", "price", "sold"],
  ...Array.from({ length: 60 }, (_, i) => [i % 11, i === 6 ? "=red" : ["red", "blue"][i % 2]!, i === 6 ? null : 2 * (i % 11) + (i % 3), i % 11 > 5 ? "yes" : "no"]),
]);

async function workshop() {
  const folder = await temporaryFolder();
  return { folder, config: await put(folder, "config.yaml", config), dataset: await put(folder, "table.csv", table) };
}
const lines = async (path: string) => (await readFile(path, "utf8")).trimEnd().split("\r\n");
const header = [
  "price_predictions", "sold_predictions", "sold_probabilities", "sold_probabilities_no", "sold_probabilities_yes", "sold_probability",
].join(",");

it("numbers as people write them are read from the first config to the prediction of new rows", async () => {
  const folder = await temporaryFolder();
  const rent = (size: number, share: number): number => 10 * size + 20 * share;
  const euros = (value: number): string => `${new Intl.NumberFormat("de-DE", { minimumFractionDigits: 2 }).format(value)} €`;
  const quoted = (cell: string): string => `"${cell}"`;
  const flats = Array.from({ length: 160 }, (_, i) => ({ size: 40 + ((i * 37) % 90), share: (i * 13) % 30 }));
  const dataset = await put(folder, "flats.csv", csv([["size", "share", "rent"], ...flats.map(({ size, share }, i) => [i === 5 ? "430 sqft" : `${size} m²`, `${share} %`, quoted(euros(rent(size, share)))])]));
  const first = await fidelio("init-config", "--dataset", dataset, "--target", "rent");
  expect(first.out).toMatch(/unit: m².*\n.*\n.*\n.*unit: "?%/);
  const made = await put(folder, "config.yaml", first.out);
  expect(await fidelio("train", "--dataset", dataset, "--config", made, "--output_directory", join(folder, "out"))).toMatchObject({ code: 0, err: expect.stringMatching(/1 cell of 'size' cannot be read as number and counts as missing: '430 sqft' \(row 6\)/) as string });
  const asked = await put(folder, "new.csv", csv([["size", "share"], ["50 m²", "10%"], ["1e2", "10"], ["100 m²", "10 %"]]));
  expect(await fidelio("predict", "--model_path", join(folder, "out", "model"), "--dataset", asked, "--output_directory", join(folder, "answers"))).toMatchObject({ code: 0 });
  const [, small, bare, large] = await lines(join(folder, "answers", "predictions.csv"));
  expect(Number(small)).toBeGreaterThan(500);
  expect(Number(small)).toBeLessThan(900);
  expect(Number(bare)).toBeCloseTo(Number(large), 2);
  expect(Number(large)).toBeGreaterThan(1000);
}, SLOW);

describe("tables of every format", () => {
  const records = Array.from({ length: 40 }, (_, i) => ({ width: i % 11, colour: ["red", "blue"][i % 2], price: 2 * (i % 11), sold: i % 11 > 5 ? "yes" : "no" }));
  const columns = (["width", "colour", "price", "sold"] as const).map((name) => ({ name, data: records.map((record) => record[name]) }));

  it.each([
    ["table.json", JSON.stringify(records)],
    ["table.jsonl", records.map((record) => JSON.stringify(record)).join("\n")],
    ["table.parquet", new Uint8Array(parquetWriteBuffer({ columnData: columns }))],
    ["table.arrow", tableToIPC(tableFromArrays(Object.fromEntries(columns.map(({ name, data }) => [name, data]))), "file")],
    ["table.xlsx", workbook({ sheets: { Data: rowsOf([columns.map(({ name }) => name), ...records.map((record) => [record.width, record.colour ?? null, record.price, record.sold])]) } })],
  ])("are read: %s", async (name, content) => {
    const folder = await temporaryFolder();
    const dataset = join(folder, name);
    await writeFile(dataset, content);
    const ran = await fidelio("init-config", "--dataset", dataset, "--target", "sold");
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/name: width\n\s+type: number/);
    expect(ran.out).toMatch(/name: sold\n\s+type: binary/);
  });

  it("says why one cannot be read", async () => {
    const folder = await temporaryFolder();
    const ran = await fidelio("check", "--config", await put(folder, "c.yaml", config), "--dataset", await put(folder, "t.parquet", "PAR1 and no more"));
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/t\.parquet error: This Parquet file is damaged/);
  });
});

describe("experiment in folds", () => {
  it("judges every row by a model that has not seen it, and says how far the folds differ", async () => {
    const { folder, config, dataset } = await workshop();
    const output = join(folder, "folds");
    const ran = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", output, "--backend", "cpu", "--k_fold", "3");
    expect(ran).toMatchObject({ code: 0, out: "" });
    expect(ran.err).toMatch(/Fold 3 of 3:\n/);
    expect(ran.err).toMatch(/price over 3 folds:\n(?: {2}\w+ .* ± .*\n)+/);
    const { overall, fold_1 } = await readJson(join(output, "kfold_training_statistics.json"));
    expect(overall.price).toMatchObject({ r2_mean: expect.any(Number), r2_std: expect.any(Number), r2_out_of_fold: expect.any(Number) });
    expect(fold_1.test_statistics.sold.accuracy).toEqual(expect.any(Number));
    const indices = await readJson(join(output, "kfold_split_indices.json"));
    const tested = [1, 2, 3].flatMap((fold) => indices[`fold_${fold}`].test_indices as number[]);
    expect(tested.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, row) => row).filter((row) => row !== 6)); // without a price
    const answers = await lines(join(output, "out_of_fold_predictions.csv"));
    expect(answers[0]).toBe(`row,${header}`);
    expect(answers).toHaveLength(60);
    expect(answers.every((line) => !line.endsWith(","))).toBe(true);
  }, SLOW);

  it("wants a number of folds", async () => {
    const { folder, config, dataset } = await workshop();
    const ran = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", folder, "--k-fold", "1");
    expect(ran).toMatchObject({ code: 1, err: "--k-fold is a whole number from 2 to 100; got '1'.\n" });
  });
});

describe("experiment and predict", () => {
  it("write what Ludwig writes, and the model answers again as it did", async () => {
    const { folder, config, dataset } = await workshop();
    const output = join(folder, "results");
    const ran = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", output, "--backend", "cpu", "--random-seed", "7");
    expect(ran).toMatchObject({ code: 0, out: "" });
    expect(ran.err).toMatch(/^note: 1 of 60 rows are left out because 'price' is missing there\n/);
    expect(ran.err.match(/^round \d\/3 {2}training loss/gm)).toHaveLength(3);

    const description = await readJson(join(output, "description.json"));
    expect(description).toMatchObject({ command: "experiment", random_seed: 7, dataset: "table.csv", data_format: "csv", backend: { chosen: "cpu" }, plan: { dropped: { price: 1 }, seed: 7 } });
    expect(description.config.output_features.map((feature: { name: string }) => feature.name)).toEqual(["price", "sold"]);

    const training = await readJson(join(output, "training_statistics.json"));
    expect(Object.keys(training)).toEqual(["training", "validation", "evaluation_frequency"]);
    expect(Object.keys(training.validation)).toEqual(["price", "sold", "combined"]);
    expect(training.training.price.r2).toHaveLength(3);

    const test = await readJson(join(output, "test_statistics.json"));
    expect(test.combined.loss).toBeCloseTo(test.price.loss + test.sold.loss, 6);
    expect(test.sold).toMatchObject({ accuracy: expect.any(Number), confusion_matrix: [[expect.any(Number), expect.any(Number)], [expect.any(Number), expect.any(Number)]], per_class_stats: {} });

    const predicted = await lines(join(output, "predictions.csv"));
    expect(predicted[0]).toBe(header);
    expect(predicted).toHaveLength(1 + description.plan.rows.test);

    const answers = join(folder, "answers");
    expect(await fidelio("predict", "--model-path", join(output, "model"), "--dataset", dataset, "--output-directory", answers, "--quiet")).toEqual({ code: 0, out: "", err: "" });
    const again = await lines(join(answers, "predictions.csv"));
    expect(again).toHaveLength(61);
    expect(again).toEqual(expect.arrayContaining(predicted));

    const other = await put(folder, "other.csv", "widht,colour\n1,red\n2,blue\n");
    const told = await fidelio("predict", "--model-path", join(output, "model"), "--dataset", other, "--output-directory", answers);
    expect(told).toMatchObject({ code: 0, err: expect.stringContaining("note: other.csv has no column 'width', so it counts as missing in every row; did you mean 'widht'?\n") });
    const stranger = await put(folder, "stranger.csv", "a,b\n1,red\n2,blue\n");
    const refused = await fidelio("predict", "--model-path", join(output, "model"), "--dataset", stranger, "--output-directory", answers);
    expect(refused).toMatchObject({ code: 1, err: "stranger.csv has none of the columns that the model looks at: 'width', 'colour'.\n" });
  }, SLOW);

  it("give the same files for the same seed", async () => {
    const { folder, config, dataset } = await workshop();
    const once = async (name: string) => {
      const output = join(folder, name);
      await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", output, "--backend", "cpu", "--quiet");
      return Promise.all(["training_statistics.json", "test_statistics.json", "predictions.csv", "model/weights.bin"].map((file) => readFile(join(output, file))));
    };
    expect(await once("a")).toEqual(await once("b"));
  }, SLOW);
});

describe("check", () => {
  it("names every problem at its line, as compilers do", async () => {
    const folder = await temporaryFolder();
    const path = await put(folder, "c.yaml", config.replace("learning_rate", "learning_rat").replace("type: binary", "type: binry"));
    const { code, out, err } = await fidelio("check", "--config", path);
    expect(code).toBe(1);
    expect(out.split("\n")[0]).toMatch(new RegExp(`^${path}:12:\\d+ error output_features\\[1\\]\\.type: .*'binary'`));
    expect(out.split("\n")[1]).toMatch(new RegExp(`^${path}:13:\\d+ error trainer\\.learning_rat: .*'learning_rate'`));
    expect(err).toBe(`${path}: 2 errors, no notes.\n`);
  });

  it("is content with notes, and reads the table too", async () => {
    const { config, dataset, folder } = await workshop();
    expect(await fidelio("check", "--config", config, "--dataset", dataset)).toMatchObject({ code: 0 });
    const other = await put(folder, "other.csv", "a,b\n1,2\n3,4\n");
    const { code, out } = await fidelio("check", "--config", config, "--dataset", other);
    expect(code).toBe(1);
    expect(out).toMatch(/error input_features\[0\].*width/);
  });
});

describe("init-config", () => {
  it("prints a config that checks out", async () => {
    const { dataset, folder } = await workshop();
    const { code, out } = await fidelio("init-config", "--dataset", dataset, "--target", "price", "--target", "sold");
    expect(code).toBe(0);
    expect(await fidelio("check", "--config", await put(folder, "starter.yaml", out), "--dataset", dataset)).toMatchObject({ code: 0 });
  });

  it("asks what was meant by an unknown column", async () => {
    const { dataset } = await workshop();
    expect(await fidelio("init-config", "--dataset", dataset, "--target", "prise")).toEqual({ code: 1, out: "", err: "table.csv has no column 'prise'; did you mean 'price'?\n" });
  });
});

describe("a mistake gives a sentence and exit code 1", () => {
  it.each([
    [["experimint"], "There is no command 'experimint'; did you mean 'experiment'?\nSee 'fidelio help'.\n"],
    [["check", "--config", "/nowhere/c.yaml"], "The config '/nowhere/c.yaml' does not exist.\n"],
    [["check", "--config", "/"], "The config '/' is a folder; expected a file.\n"],
    [["predict", "--model-path", "/nowhere", "--dataset", "d.csv", "--output-directory", "o"], "The model '/nowhere' does not exist.\n"],
    [["check"], "--config is missing: the config: a YAML file.\nSee 'fidelio check --help'.\n"],
  ])("%j", async (args, err) => {
    expect(await fidelio(...args)).toEqual({ code: 1, out: "", err });
  });

  it("for a folder that cannot be written, before any training", async () => {
    const { config, dataset } = await workshop();
    const { code, err } = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", join(dataset, "out"));
    expect([code, err]).toEqual([1, expect.stringMatching(/^The output folder '.*out' lies under something that is a file, not a folder\.\n$/)]);
  });

  it("for a folder that holds no model, with where it may be", async () => {
    const { folder, dataset } = await workshop();
    const predict = (model: string) => fidelio("predict", "--model-path", model, "--dataset", dataset, "--output-directory", folder);
    const results = join(folder, "results");
    await mkdir(join(results, "model"), { recursive: true });
    expect(await predict(join(results, "model"))).toEqual({ code: 1, out: "", err: `The folder '${results}/model' holds no model: there is no fidelio.json in it.\n` });
    await put(join(results, "model"), "fidelio.json", "{}");
    expect((await predict(results)).err).toBe(`The folder '${results}' holds no model: there is no fidelio.json in it. Did you mean '${results}/model'?\n`);
    expect((await predict(join(results, "model"))).err).toMatch(/This is not a model that Fidelio exported/);
    expect((await predict(dataset)).err).toMatch(/This is not a zip file/);
  });

  it("for a seed that is none", async () => {
    const { config, dataset, folder } = await workshop();
    const { err } = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", folder, "--random-seed", "1.5");
    expect(err).toBe("--random-seed is a whole number from 0 to 2147483647; got '1.5'.\n");
  });

  it("for a table without a column that the config names", async () => {
    const { config, folder } = await workshop();
    const other = await put(folder, "other.csv", "a,b\n1,2\n3,4\n5,6\n");
    const { code, err } = await fidelio("experiment", "--config", config, "--dataset", other, "--output-directory", folder, "--backend", "cpu");
    expect(code).toBe(1);
    expect(err).toContain("the table has no column 'width'");
  });
});

describe("help", () => {
  it("lists every command, and each command's options", async () => {
    for (const args of [[], ["help"], ["--help"]]) expect((await fidelio(...args)).out).toMatch(/experiment .*\n.*train .*\n.*evaluate .*\n.*predict .*\n.*check .*\n.*examine .*\n.*init-config .*\n.*render-config .*\n.*synthesize-dataset .*\n.*export-ludwig .*\n.*schema /);
    const { code, out } = await fidelio("experiment", "--help");
    expect(code).toBe(0);
    for (const option of ["--config FILE", "--dataset FILE", "--output-directory FOLDER", "--backend NAME", "--random-seed N", "--quiet"]) expect(out).toContain(option);
    expect((await fidelio("version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("rows of training, validation and test in files of their own", () => {
  const rows = (from: number, many: number) => Array.from({ length: many }, (_, i) => ({ width: (from + i) % 11, colour: ["red", "blue"][i % 2], price: 2 * ((from + i) % 11), sold: (from + i) % 11 > 5 ? "yes" : "no" }));
  const columns = ["width", "colour", "price", "sold"] as const;
  const asCsv = (records: ReturnType<typeof rows>) => csv([[...columns], ...records.map((record) => columns.map((column) => record[column] ?? null))]);

  it("are split as they came, whatever their formats, and the config is told", async () => {
    const folder = await temporaryFolder();
    const parts = ["--training-set", await put(folder, "a.csv", asCsv(rows(0, 40))), "--validation_set", await put(folder, "b.jsonl", rows(3, 12).map((record) => JSON.stringify(record)).join("\n")), "--test-set", await put(folder, "c.csv", asCsv(rows(7, 9)))];
    const started = await fidelio("init-config", ...parts, "--target", "price");
    expect(started).toMatchObject({ code: 0, err: expect.stringContaining("0 for the 40 rows of a.csv (training), 1 for the 12 rows of b.jsonl (validation), and 2 for the 9 rows of c.csv (test)") as string });
    expect(started.out).toContain("split: {type: fixed, column: split}");
    const output = join(folder, "results");
    const path = await put(folder, "config.yaml", `${config}preprocessing: {split: {type: fixed, column: split}}\n`);
    expect(await fidelio("experiment", "--config", path, ...parts, "--output-directory", output, "--backend", "cpu", "--quiet")).toMatchObject({ code: 0 });
    expect(await lines(join(output, "predictions.csv"))).toHaveLength(10);
  }, SLOW);

  it.each([
    ["none", [], /--dataset is missing: the table\. Or give --training-set/],
    ["a table and its rows", ["--dataset", "t.csv", "--test-set", "t.csv"], /Give the one or the others/],
    ["nothing to learn from", ["--test-set", "t.csv"], /--training-set is missing/],
    ["one file twice", ["--training-set", "t.csv", "--test-set", "t.csv"], /A file is given for two parts/],
  ] as const)("are refused with a sentence: %s", async (_, given, sentence) => {
    const folder = await temporaryFolder();
    const file = await put(folder, "t.csv", asCsv(rows(0, 10)));
    const ran = await fidelio("init-config", "--target", "price", ...given.map((word) => (word === "t.csv" ? file : word)));
    expect(ran.code).not.toBe(0);
    expect(ran.err).toMatch(sentence);
  });

  it("are refused where they are folders, or not called like tables", async () => {
    const folder = await temporaryFolder();
    const [one, two] = [await put(folder, "one.rows", asCsv(rows(0, 10))), await put(folder, "two.rows", asCsv(rows(0, 10)))];
    expect((await fidelio("init-config", "--target", "price", "--training-set", one, "--test-set", two)).err).toContain("one.rows and two.rows are not called like tables");
    const inside = join(folder, "inside.csv");
    await mkdir(inside);
    const table = await put(folder, "t.csv", asCsv(rows(0, 10)));
    expect((await fidelio("init-config", "--target", "price", "--training-set", inside, "--test-set", table)).err).toMatch(/is a folder/);
  });
});
