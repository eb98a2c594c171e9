import { join } from "node:path";
import { expect, it } from "vitest";
import { csv, fidelio, put, readJson, temporaryFolder } from "./terminal.ts";

/** What a terminal would obey, or turn around; the command's own "\r" and line ends are not among them. */
const OBEYED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

it("names and values that hold a terminal's codes reach it as text", async () => {
  const folder = await temporaryFolder();
  const dataset = await put(folder, "table.csv", csv([["\u001b[31mred", "\u202eevil", "y"], ...Array.from({ length: 40 }, (_, i) => [i % 3, `\u0007 some ${i % 2}`, i % 2 ? "\u001b]0;a title" : "no such thing"])]));
  const config = await put(folder, "config.yaml", 'input_features: [{name: "\\e[31mred", type: number}, {name: "gone\\r\\e[2J", type: number}]\noutput_features: [{name: y, type: category}]\n');
  const checked = await fidelio("check", "--config", config, "--dataset", dataset);
  const written = await fidelio("init-config", "--dataset", dataset, "--target", "y");
  const mistaken = await fidelio("init-config", "--dataset", dataset, "--target", "\u001b[31mnone");
  for (const { out, err } of [checked, written, mistaken]) expect(out + err).not.toMatch(OBEYED);
  expect(checked.out).toContain("the table has no column 'gone\ufffd\ufffd[2J'");
  expect(mistaken).toMatchObject({ code: 1, err: expect.stringContaining("\ufffd[31mnone") as string });
  expect(written.out).toContain('- name: "\\u001b[31mred"');
});

it("outputs called like parts of the language are written down like others", async () => {
  const folder = await temporaryFolder();
  const names = ["__proto__", "constructor"];
  const dataset = await put(folder, "table.csv", csv([["x", ...names], ...Array.from({ length: 60 }, (_, i) => [i % 7, i % 7, i % 5])]));
  const config = await put(folder, "config.yaml", `input_features: [{name: x, type: number}]\noutput_features: [${names.map((name) => `{name: ${name}, type: number}`).join(", ")}]\ntrainer: {epochs: 2, batch_size: 16}\n`);
  const output = join(folder, "results");
  const ran = await fidelio("experiment", "--config", config, "--dataset", dataset, "--output-directory", output, "--backend", "cpu", "--quiet");
  expect(ran).toMatchObject({ code: 0, err: "" });
  const { training, validation } = await readJson(join(output, "training_statistics.json"));
  for (const split of [training, validation]) {
    expect(Object.keys(split)).toEqual([...names, "combined"]);
    for (const name of names) expect(Object.getOwnPropertyDescriptor(split, name)?.value.loss).toHaveLength(2);
  }
  expect(Object.keys(await readJson(join(output, "test_statistics.json")))).toEqual([...names, "combined"]);
  expect(({} as { loss?: unknown }).loss).toBeUndefined();
  const answered = await fidelio("predict", "--model-path", join(output, "model"), "--dataset", dataset, "--output-directory", folder, "--quiet");
  expect(answered).toMatchObject({ code: 0 });
}, 60_000);
