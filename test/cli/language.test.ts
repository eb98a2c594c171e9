import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { csv, fidelio, put, readJson, temporaryFolder } from "./terminal.ts";

const SLOW = 60_000;
const CONFIG = `input_features:
  - {name: size, type: numerical}
  - {name: colour, type: category}
  - {name: day, type: date}
output_features:
  - {name: price, type: number}
  - {name: sold, type: binary}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
training: {epochs: 20, batch_size: 32, learning_rate: 0.02}
preprocessing: {split: {type: fixed, column: part}}
`;
const file = (path: string) => readFile(path, "utf8");

describe("render-config", () => {
  it("prints every default, in today's spelling, and tells what was rewritten", async () => {
    const folder = await temporaryFolder();
    const path = await put(folder, "c.yaml", CONFIG);
    const { code, out, err } = await fidelio("render-config", "--config", path);
    expect(code).toBe(0);
    expect(parse(out)).toMatchObject({ input_features: [{ type: "number", preprocessing: { normalization: "zscore" } }, {}, {}], trainer: { early_stop: 5, optimizer: { type: "adam" } } });
    expect(err).toContain(`${path}:9:1 note training: 'training' is read as 'trainer', its name since Ludwig 0.5\n`);
    const again = await put(folder, "rendered.yaml", out);
    expect(await fidelio("render-config", "--config", again)).toEqual({ code: 0, out, err: "" });
  });

  it("names what is wrong at its line", async () => {
    const path = await put(await temporaryFolder(), "c.yaml", CONFIG.replace("epochs", "epoch"));
    expect(await fidelio("render-config", "--config", path)).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/c\.yaml:9:12 error training\.epoch: unknown parameter 'epoch'; did you mean 'epochs'\?/) as string });
  });
});

describe("schema", () => {
  it("is JSON Schema of the whole config, naming no host", async () => {
    const { code, out } = await fidelio("schema");
    expect([code, out.includes("://")]).toEqual([0, false]);
    expect(JSON.parse(out)).toMatchObject({ type: "object", required: ["input_features", "output_features"], properties: { trainer: { properties: { epochs: { default: 100 } } } } });
    const path = join(await temporaryFolder(), "schema.json");
    await fidelio("schema", "--output", path);
    expect(await file(path)).toBe(out);
  });
});

describe("synthesize-dataset, train, evaluate", () => {
  it("make up a table that can be learnt, train on it, and judge the model", async () => {
    const folder = await temporaryFolder();
    const config = await put(folder, "c.yaml", CONFIG);
    const dataset = join(folder, "made.csv");
    expect(await fidelio("synthesize-dataset", "--config", config, "--dataset-size", "300", "--output-path", dataset)).toEqual({ code: 0, out: "", err: "" });
    const [head, ...rows] = (await file(dataset)).trimEnd().split("\n");
    expect([head, rows.length]).toEqual(["size,colour,day,price,sold,part", 300]);
    expect((await fidelio("synthesize-dataset", "--config", config, "--dataset-size", "300")).out).toBe(await file(dataset));
    expect((await fidelio("synthesize-dataset", "--config", config, "--random-seed", "1")).out).not.toContain(rows[0]);

    const output = join(folder, "results");
    expect(await fidelio("train", "--config", config, "--dataset", dataset, "--output-directory", output, "--backend", "cpu", "--quiet")).toEqual({ code: 0, out: "", err: "" });
    expect(await readJson(join(output, "description.json"))).toMatchObject({ command: "train", random_seed: 42 });
    expect((await readJson(join(output, "training_statistics.json"))).validation.price.loss.length).toBeGreaterThan(1);
    await expect(file(join(output, "test_statistics.json"))).rejects.toThrow("ENOENT");

    const judged = join(folder, "judged");
    const { code, err } = await fidelio("evaluate", "--model-path", join(output, "model"), "--dataset", dataset, "--output-directory", judged);
    expect([code, err]).toEqual([0, expect.stringMatching(/^price on 300 test rows:\n[^]*r2 0\.\d+ [^]*Results are in/) as string]);
    const { price, sold } = await readJson(join(judged, "test_statistics.json"));
    expect(price.r2).toBeGreaterThan(0.8);
    expect(sold.roc_auc).toBeGreaterThan(0.75);
    expect((await file(join(judged, "predictions.csv"))).trimEnd().split("\n")).toHaveLength(301);
  }, SLOW);

  it("say what a table lacks", async () => {
    const folder = await temporaryFolder();
    const config = await put(folder, "c.yaml", CONFIG);
    const dataset = join(folder, "made.csv");
    await fidelio("synthesize-dataset", "--config", config, "--output-path", dataset);
    await fidelio("train", "--config", config, "--dataset", dataset, "--output-directory", folder, "--backend", "cpu", "--quiet");
    const other = await put(folder, "other.csv", csv([["size", "colour"], [1, "red"], [2, "blue"]]));
    const { code, err } = await fidelio("evaluate", "--model-path", join(folder, "model"), "--dataset", other, "--output-directory", folder, "--quiet");
    expect([code, err]).toEqual([1, "other.csv error: the table has no column 'price', 'sold': without the answers a model cannot be judged\n"]);
    expect((await fidelio("synthesize-dataset", "--config", config, "--dataset-size", "0")).err).toBe("--dataset-size is a whole number from 1 to 1,000,000; got '0'.\n");
  }, SLOW);
});

describe("export-ludwig", () => {
  it("writes config, rows and commands, or what stands in the way", async () => {
    const folder = await temporaryFolder();
    const config = await put(folder, "c.yaml", CONFIG);
    const dataset = join(folder, "made.csv");
    await fidelio("synthesize-dataset", "--config", config, "--output-path", dataset);
    const output = join(folder, "ludwig");
    expect(await fidelio("export-ludwig", "--config", config, "--dataset", dataset, "--output-directory", output)).toMatchObject({ code: 0 });
    expect(parse(await file(join(output, "config.yaml")))).toMatchObject({ ludwig_version: "0.17.8", preprocessing: { split: { type: "fixed", column: "split" } } });
    expect((await file(join(output, "data.csv"))).trimEnd().split("\n")).toHaveLength(101);
    expect(await file(join(output, "README.md"))).toContain("ludwig train --config config.yaml");
    const own = await put(folder, "own.yaml", CONFIG.replace("{name: sold, type: binary}", "{name: sold, type: binary, preprocessing: {missing_value_strategy: mask_loss}}"));
    expect(await fidelio("export-ludwig", "--config", own, "--dataset", dataset, "--output-directory", output)).toMatchObject({ code: 1, err: expect.stringMatching(/own\.yaml:7:\d+ error output_features\[1\]\.preprocessing\.missing_value_strategy: Ludwig does not take "mask_loss"/) as string });
  }, SLOW);
});
