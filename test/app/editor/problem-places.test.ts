import { expect, test } from "vitest";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { readYaml } from "../../../src/engine/config/open.ts";
import { linesOf, markProblems, partAtLine } from "../../../src/app/editor/problem-places.ts";
import { goodYaml, yaml } from "../fixtures/penguins.ts";

test("a misspelt key is underlined where it stands", () => {
  const [marked] = markProblems(parseDocument(yaml), readYaml(yaml).problems.filter((p) => p.severity === "error"));
  expect(marked?.line).toBe(20);
  expect(yaml.slice(marked?.from, marked?.to)).toBe("learning_rat");
});

test("a wrong value is underlined, not its key", () => {
  const text = goodYaml.replace("epochs: 100", "epochs: -3 # far too few");
  const [marked] = markProblems(parseDocument(text), readYaml(text).problems.filter((p) => p.severity === "error"));
  expect(text.slice(marked?.from, marked?.to)).toBe("-3");
});

test("a problem of a text that is no YAML has a place too", () => {
  const text = `${goodYaml}  - x: [`;
  const parsed = parseDocument(text);
  expect(markProblems(parsed, parsed.problems).length).toBeGreaterThan(0);
});

test("a part and its lines find each other", () => {
  const parsed = parseDocument(goodYaml);
  expect(linesOf(parsed, ["input_features", 0])).toEqual([3, 5]);
  expect(linesOf(parsed, ["trainer"])).toEqual([17, 21]);
  expect(linesOf(parsed, ["preprocessing"])).toBeNull();
  expect(partAtLine(parsed, 4)).toEqual(["input_features", 0]);
  expect(partAtLine(parsed, 19)).toEqual(["trainer"]);
  expect(partAtLine(parsed, 1)).toBeNull();
});
