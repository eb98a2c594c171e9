/** Patterns that meet strangers' texts take time in proportion to them: a text ten times as long must not take a hundred times as long. */
import { describe, expect, it } from "vitest";
import { readableName } from "../../../src/app/charts/names.ts";
import { linesOf } from "../../../src/app/editor/problem-places.ts";
import { contextAt } from "../../../src/app/editor/yaml-context.ts";
import { readNumber } from "../../../src/app/messages/format.ts";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { setIn } from "../../../src/engine/config/edit.ts";
import { looksLikeDate } from "../../../src/engine/data/dates.ts";
import { parseNumber } from "../../../src/engine/data/numbers.ts";
import { tokenizers } from "../../../src/engine/data/tokenizers.ts";
import { suggest } from "../../../src/engine/schema/suggest.ts";
import { refusalOfText } from "../../../src/ingest/refuse.ts";
import { processorTime } from "../../support/processor.ts";

const blanks = " ".repeat(200_000);
const digits = "1".repeat(1_000_000);

describe("long texts are soon done with", () => {
  const cases: Readonly<Record<string, () => unknown>> = {
    "digits that end in a letter": () => [parseNumber(`${digits}x`), readNumber(`${digits}x`), parseNumber(`1${",111".repeat(200_000)}x`)],
    "dates of a million digits": () => looksLikeDate(`${digits}-01-01`),
    "blanks between tokens": () => Object.values(tokenizers).map((cut) => cut(`a${" ".repeat(1_000_000)}b`).length),
    "brackets and blanks in a name": () => readableName(`x${blanks}(${"(".repeat(100_000)}`),
    "a line of blanks in a config": () => [parseDocument(`a: b${blanks}# c\nd: 1`).value, contextAt(`a:${blanks}`, 150_000), contextAt(`a${blanks}b`, 150_000), linesOf(parseDocument(`a: b${blanks}# c`), ["a"])],
    "an edit beside comments": () => setIn(`a: {b: 1 ${"# x\n".repeat(20_000)}}\n`, ["a", "c"], 2),
    "a word as long as a text": () => suggest("x".repeat(1_000_000), ["epochs", "y".repeat(1_000_000)]),
    "a word among ten thousand": () => suggest("colour", Array.from({ length: 10_000 }, (_, i) => `column ${i}`)),
    "what looks like JSON": () => refusalOfText(`{${blanks}"${"a".repeat(100_000)}`),
  };
  it.each(Object.entries(cases))("%s", async (_, work) => {
    expect(await processorTime(work)).toBeLessThan(3_000);
  });

  it("a word that is near nothing among many names only some of them", () => {
    expect(suggest("zzzzzz", Array.from({ length: 10_000 }, (_, i) => `column ${i}`)).sentence).toMatch(/^known are: column 0, .* and 9,970 more$/);
  });
});
