/** FEATURES.md is written from the registries: `npm run features` writes it anew, and this test fails when it is stale. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { featuresPage, type Notes } from "../../scripts/features/page.ts";
import { describeLanguage } from "../../src/engine/config/language.ts";
import { read, root } from "./sources.ts";

const notes = (): Notes => parse(read("scripts/features/notes.yaml")) as Notes; // what it names is checked when the page is written

it("FEATURES.md says what is here", async () => {
  await expect(featuresPage(describeLanguage(), notes())).toMatchFileSnapshot(`${root}FEATURES.md`);
});

it("a note about what nobody knows, or against the registries, is refused", () => {
  const told = notes();
  expect(() => featuresPage(describeLanguage(), { ...told, combiners: { concatt: "a note" } })).toThrow("'concatt'");
  expect(() => featuresPage(describeLanguage(), { ...told, combiners: { concat: "planned" } })).toThrow("'concat', which is registered");
});
