import { expect, test } from "vitest";
import { nestsTooDeep } from "../../../src/app/editor/nesting.ts";

test.each([
  ["nothing", "", false],
  ["a config", "input_features:\n  - name: a\n    encoder: {type: dense, fc_layers: [{output_size: 3}]}\n", false],
  ["as many levels as a config may have", "[".repeat(64), false],
  ["brackets", "[".repeat(201), true],
  ["brackets over many lines", "a: [\n".repeat(201), true],
  ["brackets that are closed again", "[{}] ".repeat(1000), false],
  ["more closed than opened, and then opened", `${"]".repeat(500)}${"[".repeat(201)}`, true],
  ["lists in lists on one line", "- ".repeat(101), true],
  ["keys of keys on one line", "? ".repeat(101), true],
  ["blocks in blocks", Array.from({ length: 202 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), true],
  ["a long line", `a: ${"word ".repeat(2000)}`, false],
])("%s", (_, text, wanted) => expect(nestsTooDeep(text)).toBe(wanted));
