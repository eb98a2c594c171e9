import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
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
