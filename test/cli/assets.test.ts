import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../src/engine/data/pictures/uri.ts";
import { unpack } from "../../src/engine/export/zip.ts";
import * as tf from "../../src/engine/tf.ts";
import { zipOf } from "../support/foreign.ts";
import { csv, fidelio, put, readJson, temporaryFolder } from "./terminal.ts";

const rows = Array.from({ length: 40 }, (_, i) => [i % 2 ? "warm cat" : "cold dog", i % 2 ? "yes" : "no"]);
const config = (model: string) => `
input_features: [{name: note, type: text, encoder: ${model}}]
output_features: [{name: y, type: binary}]
trainer: {epochs: 1, batch_size: 8}
`;
const VECTORS = "{type: embed, pretrained_embeddings: files/g.txt, embedding_size: 2}";

test("files that a config names lie beside it, whatever the folder one is in", { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "files"));
  await put(folder, "files/g.txt", "warm 1 0\ncold 0 1\n");
  const table = await put(folder, "t.csv", csv([["note", "y"], ...rows]));
  const first = await put(folder, "first.yaml", config(VECTORS));
  const trained = await fidelio("train", "--config", first, "--dataset", table, "--output-directory", join(folder, "out"), "--backend", "cpu");
  expect(trained.err).toContain("2 of 4 words have a vector in 'files/g.txt'");
  expect(trained.code).toBe(0);
  expect((await readJson(join(folder, "out/model/facts.json"))).inputs.note.outside).toEqual({ vectors: 2 });

  const absent = await put(folder, "absent.yaml", config(VECTORS.replace("g.txt", "h.txt")));
  const { code, out } = await fidelio("check", "--config", absent);
  expect(code).toBe(1);
  expect(out).toMatch(/absent\.yaml:2:.*pretrained_embeddings: 'files\/h\.txt'.*h\.txt/);
});

test("a model of TensorFlow.js is named by its zip, its folder or its model.json, and is the same one", { timeout: 60_000 }, async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  const folder = await temporaryFolder();
  const network = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [4, 4, 3] }), tf.layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) })] });
  const zip = await zipOf(network);
  await mkdir(join(folder, "eye"));
  await writeFile(join(folder, "eye.zip"), zip);
  const files = unpack(zip);
  for (const [name, bytes] of Object.entries(files.ok ? files.value : {})) await writeFile(join(folder, "eye", name), bytes);
  const picture = (i: number): string => pictureUri(bitmap(4, 4, (x) => (x < 2 === (i % 2 === 0) ? [200, 0, 0] : [0, 0, 200])), "bmp");
  const table = await put(folder, "t.csv", csv([["photo", "y"], ...Array.from({ length: 24 }, (_, i) => [`"${picture(i)}"`, i % 2 ? "yes" : "no"])]));
  const statistics = await Promise.all(["eye.zip", "eye", "eye/model.json"].map(async (model, i) => {
    const path = await put(folder, `c${i}.yaml`, `
input_features: [{name: photo, type: image, preprocessing: {height: 4, width: 4, num_channels: 3}, encoder: {type: tfjs_model, model: ${model}}}]
output_features: [{name: y, type: binary}]
trainer: {epochs: 1, batch_size: 8}
`);
    const { code, err } = await fidelio("train", "--config", path, "--dataset", table, "--output-directory", join(folder, `out${i}`), "--backend", "cpu");
    expect(code, err).toBe(0);
    return readJson(join(folder, `out${i}`, "training_statistics.json"));
  }));
  expect(statistics[1]).toEqual(statistics[0]);
  expect(statistics[2]).toEqual(statistics[0]);
});

test("a model.json names no file outside its folder", async () => {
  const folder = await temporaryFolder();
  await put(folder, "secret.bin", "x");
  await mkdir(join(folder, "eye"));
  await put(folder, "eye/model.json", JSON.stringify({ format: "layers-model", modelTopology: {}, weightsManifest: [{ paths: ["../secret.bin"], weights: [] }] }));
  const path = await put(folder, "c.yaml", "input_features: [{name: photo, type: image, encoder: {type: tfjs_model, model: eye/model.json}}]\noutput_features: [{name: y, type: binary}]\n");
  const { code, out } = await fidelio("check", "--config", path);
  expect(code).toBe(1);
  expect(out).toMatch(/c\.yaml:1:.*eye\/model\.json/);
});

test("export-ludwig writes the files of a config into folders of their own", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "files/deep"), { recursive: true });
  const vectors = "warm 1 0\ncold 0 1\n";
  await put(folder, "files/deep/g.txt", vectors);
  const table = await put(folder, "t.csv", csv([["note", "y"], ...rows]));
  const own = await put(folder, "own.yaml", config(VECTORS.replace("files/g.txt", "files/deep/g.txt")));
  const { code, err } = await fidelio("export-ludwig", "--config", own, "--dataset", table, "--output-directory", join(folder, "ludwig"));
  expect(code, err).toBe(0);
  const written = await readFile(join(folder, "ludwig", "config.yaml"), "utf8");
  const named = /pretrained_embeddings: (\S+)/.exec(written)?.[1];
  expect(named).toContain("/");
  expect(await readFile(join(folder, "ludwig", named!), "utf8")).toBe(vectors);
});
