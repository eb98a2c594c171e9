import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvOf } from "../../src/app/charts/chart-table.ts";
import { fileName } from "../../src/app/charts/export.ts";
import { readableName } from "../../src/app/charts/names.ts";
import { wellFormed } from "../../src/app/charts/xml.ts";
import { columnViews } from "../../src/app/screens/1-data/column-view.ts";
import { readFeatures, rolesOf } from "../../src/app/state/features.ts";
import { tableFrom } from "../../src/engine/data/table.ts";
import { visible } from "../../src/engine/data/visible.ts";
import { readCsv } from "../../src/ingest/csv.ts";
import { profileColumn } from "../../src/ingest/profile.ts";
import { writtenLayout } from "../../src/ingest/write.ts";
import { cut, grid, utf8 } from "../ingest/reading.ts";

const hostile = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom("__proto__", "constructor", "<img src=x onerror=alert(1)>", "=1+1", "\uff1dx", "\u202eevil", "\u001b[31m", "\ud800", "\ufffe", "]]>", "a&b", "-5", "'"));

describe("what is drawn", () => {
  test("is XML, whatever a label holds", () => {
    fc.assert(fc.property(hostile, (text) => {
      const made = wellFormed(text);
      expect(made.isWellFormed()).toBe(true);
      expect(made).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/);
      expect(made).toHaveLength(text.length);
    }), { numRuns: 1_000 });
    expect(wellFormed("plain <text>é😀</text>\n")).toBe("plain <text>é😀</text>\n");
  });

  test("turns nothing beyond itself: no overrides and no codes, in names and units", () => {
    fc.assert(fc.property(hostile, (text) => {
      const { label, unit } = readableName(text);
      for (const shown of [label, unit, visible(text)]) expect(shown).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    }), { numRuns: 1_000 });
    expect(visible("שלום\u200f\n\u0639\u200c\u0645")).toBe("שלום\u200f\n\u0639\u200c\u0645");
  });

  test("has a file name that is a name and nothing else", () => {
    fc.assert(fc.property(hostile, (text) => { expect(fileName(text)).toMatch(/^[\p{L}\p{N}_]{1,60}$/u); }));
  });
});

describe("a chart's table as CSV", () => {
  test("runs no formula, keeps numbers, and comes back through our own reader", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(hostile.map((text) => text.replaceAll("\r", "").toWellFormed()), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 2, maxLength: 5 }), async (rows) => {
      const text = csvOf({ columns: [{ label: "what", numeric: false }, { label: "much", numeric: true }], rows });
      const back = await readCsv(cut(utf8(text), []), writtenLayout());
      if (!back.ok) throw new Error("expected a table");
      expect(grid(back.value.table)).toEqual([["what", "much"], ...rows.map(([what, much]) => [what, String(much)])]);
    }), { numRuns: 300 });
    expect(csvOf({ columns: [{ label: "\uff1dx", numeric: false }], rows: [["=1"], ["@a"], ["\tb"], ["+49 30"], ["-5"], [-5]] })).toBe(`"'\uff1dx"\r\n"'=1"\r\n"'@a"\r\n"'\tb"\r\n"'+49 30"\r\n-5\r\n-5\r\n`);
  });
});

describe("columns called like parts of the language", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "a"];
  const types = names.map((name) => ({ name, type: "number" }));

  test("have roles of their own", () => {
    const features = readFeatures("input_features: [{name: __proto__, type: number}, {name: constructor, type: text}]\noutput_features: [{name: toString, type: category}]\n");
    const roles = rolesOf(features!, types);
    expect(Object.entries(roles)).toEqual([
      ["__proto__", { role: "input", type: "number" }], ["constructor", { role: "input", type: "text" }], ["toString", { role: "output", type: "category" }],
      ["hasOwnProperty", { role: "off", type: "number" }], ["a", { role: "off", type: "number" }],
    ]);
    const table = tableFrom(Object.fromEntries(names.map((name) => [name, ["1", "2"]])));
    expect(columnViews(table.columns.map(profileColumn), [], roles).map(({ name, role, type }) => [name, role, type])).toEqual(Object.entries(roles).map(([name, { role, type }]) => [name, role, type]));
    expect(columnViews(table.columns.map(profileColumn), [], {}).map(({ role }) => role)).toEqual(names.map(() => "off"));
  });

  test("a type that is no type is drawn as values", () => {
    const [view] = columnViews(tableFrom({ x: ["1"] }).columns.map(profileColumn), [], { x: { role: "input", type: "constructor" } });
    expect(view!.look).toBe("values");
  });
});
