import { describe, expect, it } from "vitest";
import { readOptions } from "../../src/cli/options.ts";
import { Mistake } from "../../src/cli/terminal.ts";

const specs = {
  config: { value: "FILE", summary: "The config", required: true },
  target: { value: "COLUMN", summary: "A column", many: true },
  backend: { value: "NAME", summary: "What computes", choices: ["wasm", "cpu"] },
  "random-seed": { value: "N", summary: "The seed" },
  quiet: { summary: "No progress" },
} as const;
const mistakes = (...args: string[]): string[] => {
  try {
    readOptions("experiment", specs, args);
  } catch (cause) {
    if (cause instanceof Mistake) return cause.message.split("\n").slice(0, -1);
    throw cause;
  }
  return [];
};

describe("options of a command", () => {
  it("are read in any order and spelling", () => {
    const read = readOptions("experiment", specs, ["--quiet", "--target", "a", "--config=c.yaml", "--random_seed", "7", "--target", "-b"]);
    expect([read.required("config"), read.optional("random-seed"), read.all("target"), read.has("quiet"), read.has("backend")]).toEqual(["c.yaml", "7", ["a", "-b"], true, false]);
  });

  it("are refused with the option that was meant", () => {
    expect(mistakes("--config", "c", "--targt", "x")).toEqual(["There is no option '--targt'; did you mean '--target'?", expect.stringMatching(/^'x' is not expected here/)]);
  });

  it("report every mistake at once", () => {
    expect(mistakes("--backend", "gpu", "--random-seed")).toEqual([
      "--random-seed needs a value: the seed.",
      "--config is missing: the config.",
      "--backend cannot be 'gpu'; expected one of wasm, cpu.",
    ]);
  });

  it("do not swallow the next option as a value", () => {
    expect(mistakes("--config", "--quiet")).toContain("--config needs a value: the config.");
  });

  it("are given once where once is meant", () => {
    expect(mistakes("--config", "a", "--config", "b")).toEqual(["--config is given 2 times; give it once."]);
    expect(mistakes("--config", "a", "--quiet=yes")).toEqual(["--quiet takes no value, and got 'yes'."]);
  });
});
