import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, parseDocument, type ParsedDocument } from "../../../src/engine/config/document.ts";
import { applyFix, insertItem, removeIn, removeItem, renameKey, setIn } from "../../../src/engine/config/edit.ts";
import { equalData, inserted, removed, valueAt, withValue } from "../../../src/engine/config/plain-edit.ts";
import type { Outcome, Path } from "../../../src/engine/schema/problem.ts";
import { yamlText } from "./yaml-texts.ts";

const done = (outcome: Outcome<string>): string => {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
};

const CONFIG = `# Penguins
input_features:
  - name: island # where
    type: category
  # the beak
  - name: Beak Length (mm)
    type: number
    preprocessing: {normalization: zscore, fill_value: 0}   # scaled

output_features:
- name: species
  type: category

trainer:
  epochs: 100   # at most
  learning_rate: 0.001
# the end
`;
const changed = (from: string, to: string): string => CONFIG.replace(from, to);

describe("an edit changes its own lines only", () => {
  it.each<[string, Outcome<string>, string]>([
    ["a scalar", setIn(CONFIG, ["trainer", "epochs"], 20), changed("100", "20")],
    ["a value in brackets", setIn(CONFIG, ["input_features", 1, "preprocessing", "fill_value"], 1.5), changed("fill_value: 0", "fill_value: 1.5")],
    ["a new key in brackets", setIn(CONFIG, ["input_features", 1, "preprocessing", "outlier"], "no"), changed("fill_value: 0", 'fill_value: 0, outlier: "no"')],
    ["a new key of a block", setIn(CONFIG, ["trainer", "early_stop"], 3), changed("0.001\n", "0.001\n  early_stop: 3\n")],
    ["a new section", setIn(CONFIG, ["combiner"], { type: "concat", fc_layers: [{ size: 8 }] }), changed("0.001\n", "0.001\ncombiner:\n  type: concat\n  fc_layers:\n    - size: 8\n")],
    ["blocks on the way", setIn(CONFIG, ["preprocessing", "split", "probabilities"], [0.8, 0.1, 0.1]), changed("0.001\n", "0.001\npreprocessing:\n  split:\n    probabilities: [0.8, 0.1, 0.1]\n")],
    ["a block for a scalar", setIn(CONFIG, ["trainer", "epochs"], { a: 1, b: 2 }), changed("epochs: 100   # at most", "epochs:   # at most\n    a: 1\n    b: 2")],
    ["a scalar for a block", setIn(CONFIG, ["trainer"], null), changed("trainer:\n  epochs: 100   # at most\n  learning_rate: 0.001", "trainer: null")],
    ["what differs of a block", setIn(CONFIG, ["trainer"], { epochs: 100, learning_rate: "auto" }), changed("0.001", "auto")],
    ["a feature at the end", insertItem(CONFIG, ["output_features"], 1, { name: "sex", type: "binary" }), changed("  type: category\n\ntrainer", "  type: category\n- name: sex\n  type: binary\n\ntrainer")],
    ["a feature between", insertItem(CONFIG, ["input_features"], 1, { name: "sex", type: "binary" }), changed("  # the beak", "  - name: sex\n    type: binary\n  # the beak")],
    ["a feature at the beginning", insertItem(CONFIG, ["input_features"], 0, { name: "sex" }), changed("  - name: island", "  - name: sex\n  - name: island")],
    ["a feature removed", removeItem(CONFIG, ["input_features"], 1), changed("  - name: Beak Length (mm)\n    type: number\n    preprocessing: {normalization: zscore, fill_value: 0}   # scaled\n", "")],
    ["the only feature removed", removeItem(CONFIG, ["output_features"], 0), changed("output_features:\n- name: species\n  type: category\n", "output_features: []\n")],
    ["a key behind a dash removed", removeIn(CONFIG, ["output_features", 0, "name"]), changed("- name: species\n  type", "- type")],
    ["a key removed", removeIn(CONFIG, ["trainer", "epochs"]), changed("  epochs: 100   # at most\n", "")],
    ["a key in brackets removed", removeIn(CONFIG, ["input_features", 1, "preprocessing", "normalization"]), changed("normalization: zscore, ", "")],
    ["a key renamed", renameKey(CONFIG, ["trainer", "epochs"], "train_steps"), changed("epochs", "train_steps")],
    ["a fix", applyFix(CONFIG, { kind: "rename", label: "", path: ["trainer"], to: "training" }), changed("trainer", "training")],
    ["nothing", removeIn(CONFIG, ["trainer", "nothing"]), CONFIG],
  ])("%s", (_, outcome, expected) => {
    expect(done(outcome)).toBe(expected);
  });

  it("writes the first lines of an empty text", () => {
    expect(done(setIn("", ["trainer", "epochs"], 3))).toBe("trainer:\n  epochs: 3\n");
    expect(done(setIn("# only this", ["a"], 1))).toBe("# only this\na: 1\n".trimEnd());
  });

  it("keeps the way a text is quoted, and quotes what another reader would take for something else", () => {
    expect(done(setIn("a: 'x' # c\n", ["a"], "it's"))).toBe("a: 'it''s' # c\n");
    expect(done(setIn("a: 1\n", ["a"], "yes"))).toBe('a: "yes"\n');
    expect(done(setIn("a: 1\n", ["a"], 1e-7))).toBe("a: 1.0e-7\n");
    expect(done(setIn("a: 1\n", ["a"], "two\nlines: #"))).toBe('a: "two\\nlines: #"\n');
  });

  it("refuses what it cannot do, and says so", () => {
    const refused = (outcome: Outcome<string>) => (outcome.ok ? outcome.value : outcome.problems[0]!.message);
    expect(refused(setIn("a: 1\n", ["a", "b"], 2))).toMatch(/'a.b' cannot be edited/);
    expect(refused(setIn("a: &x {b: 1}\nc: *x\n", ["c", "b"], 2))).toMatch(/shared by an anchor/);
    expect(refused(setIn("a: [1\n", ["a"], 2))).toMatch(/not closed|indented/);
    expect(refused(renameKey("a: 1\nb: 2\n", ["a"], "b"))).toMatch(/its name is taken/);
    expect(refused(removeIn("a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n", ["c", "b"]))).toMatch(/only an edit in the text/);
  });
});

/** Every path of a value, its root left out. */
const pathsOf = (value: unknown, at: Path = []): Path[] =>
  typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, inner]) => { const path = [...at, Array.isArray(value) ? Number(key) : key]; return [path, ...pathsOf(inner, path)]; }) : [];
const newValue = fc.oneof(
  fc.constantFrom<unknown>(1, 0.5, true, null, "concat", "two words", "yes", "1", "a: b", "# c", "", [], {}, [1, 2], { type: "x" }),
  fc.jsonValue({ maxDepth: 3 }).map((v) => JSON.parse(JSON.stringify(v).replaceAll("__proto__", "p").replaceAll('"<<"', '"m"')) as unknown),
);
const linesOf = (text: string): string[] => text.split("\n");

/** Lines that two texts share at their beginning and at their end. */
function shared(before: readonly string[], after: readonly string[]): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { head, tail };
}
/** A value in brackets is edited as a whole: a neighbour's comma may stand on another line. */
function outOfBrackets(document: ParsedDocument, path: Path): Path {
  const depth = path.findIndex((_, i) => {
    const { line, column } = locate(document, path.slice(0, i + 1));
    return "[{".includes(linesOf(document.text)[line - 1]![column - 1] ?? "x");
  });
  return depth < 0 ? path : path.slice(0, depth + 1);
}
/** Compared with a final line break on both, and without "\r": the edited lines must bring their own. */
const compare = (before: string, after: string) => {
  const lines = (text: string) => linesOf(text.endsWith("\n") ? text : `${text}${before.includes("\r\n") ? "\r\n" : "\n"}`);
  return { before: lines(before), after: lines(after), ...shared(lines(before), lines(after)) };
};

describe("over all texts", () => {
  const sample = fc.tuple(yamlText, fc.nat(), newValue).map(([text, n, value]) => {
    const document = parseDocument(text);
    const paths = pathsOf(document.value);
    return { text, document, path: paths[n % paths.length]!, value };
  });
  const runs = { numRuns: 200 };

  it("the generator writes texts without problems", () => {
    fc.assert(fc.property(yamlText, (text) => { expect(parseDocument(text).problems).toEqual([]); }), runs);
  });

  it("a set value reads back, twice is once, and the lines around are untouched", () => {
    fc.assert(fc.property(sample, ({ text, document, path, value }) => {
      const result = done(setIn(text, path, value));
      expect(parseDocument(result).value).toEqual(withValue(document.value, path, value));
      expect(done(setIn(result, path, value))).toBe(result);
      const place = locate(document, path, "key");
      const { before, after, head, tail } = compare(text, result);
      if (before.length === after.length && head + tail >= before.length) return;
      expect(head).toBeGreaterThanOrEqual(place.line - 1);
      expect(tail).toBeGreaterThanOrEqual(before.length - place.endLine);
    }), runs);
  });

  it("what is removed is gone, and the lines around are untouched", () => {
    fc.assert(fc.property(sample, ({ text, document, path }) => {
      const result = done(removeIn(text, path));
      expect(parseDocument(result).value).toEqual(removed(document.value, path));
      const parent = valueAt(document.value, path.slice(0, -1)) as object;
      const place = locate(document, outOfBrackets(document, Object.keys(parent).length > 1 ? path : path.slice(0, -1)), "key");
      const { before, head, tail } = compare(text, result);
      expect(head).toBeGreaterThanOrEqual(place.line - 1);
      expect(tail).toBeGreaterThanOrEqual(before.length - place.endLine - 1);
    }), runs);
  });

  it("a new key is added and every old line stays", () => {
    fc.assert(fc.property(sample, ({ text, document, path, value }) => {
      const parent = path.slice(0, -1);
      fc.pre(!Array.isArray(valueAt(document.value, parent)));
      const result = done(setIn(text, [...parent, "brand_new"], value));
      expect(parseDocument(result).value).toEqual(withValue(document.value, [...parent, "brand_new"], value));
      const { before, head, tail } = compare(text, result);
      expect(head + tail).toBeGreaterThanOrEqual(before.length - 1);
      expect(done(removeIn(result, [...parent, "brand_new"])).replace(/\r?\n$/, "")).toBe(text.replace(/\r?\n$/, ""));
    }), runs);
  });

  it("an item is put in and taken out again", () => {
    fc.assert(fc.property(sample, fc.nat(), ({ text, document, path, value }, n) => {
      const list = valueAt(document.value, path);
      fc.pre(Array.isArray(list) && list.length > 0);
      const index = n % ((list as unknown[]).length + 1);
      const result = done(insertItem(text, path, index, value));
      expect(parseDocument(result).value).toEqual(inserted(document.value, path, index, value));
      const { before, head, tail } = compare(text, result);
      expect(head + tail).toBeGreaterThanOrEqual(before.length - 1);
      const undone = done(removeItem(result, path, index));
      expect(equalData(parseDocument(undone).value, document.value)).toBe(true);
    }), runs);
  });

  it("a key is renamed in its place", () => {
    fc.assert(fc.property(sample, ({ text, document, path }) => {
      fc.pre(typeof path.at(-1) === "string");
      const result = done(renameKey(text, path, "brand_new"));
      expect(valueAt(parseDocument(result).value, [...path.slice(0, -1), "brand_new"])).toEqual(valueAt(document.value, path));
      const { before, head, tail } = compare(text, result);
      expect(head + tail).toBeGreaterThanOrEqual(before.length - 1);
    }), runs);
  });
});
