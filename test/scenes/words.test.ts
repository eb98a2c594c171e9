/**
 * Every state of every screen in a made-up language: whatever is read, seen or heard is bracketed, is data, or was written outside
 * the catalogues. Its words are two fifths longer, and no page scrolls sideways for them.
 */
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import ts from "typescript";
import { filesUnder, parse, walk } from "../structure/sources.ts";
import { desk, everyScene, phone, resize, sideways } from "./walk.ts";

/** Names of files and columns, cells, made-up messages: whatever the scenes and their fixtures write as a text. */
function madeUp(): readonly string[] {
  const found = new Set<string>();
  for (const path of filesUnder(["test/app/gallery", "test/app/fixtures", "test/app/support"], [".ts"])) {
    walk(parse(path), (node) => {
      if ((ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent)) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) found.add(node.text.trim());
    });
  }
  // A column's name is shown without its unit, a file's without its ending; a table's text holds names and cells.
  return [...found].flatMap((text) => [text, text.replaceAll("_", " "), text.replace(/ \(.*\)$/, ""), text.replace(/\.csv$/, ""), text.split("/").at(-1)!, ...text.split(/[,\n"]+/), ...text.split(/["\n]+/)]);
}

/** The words of the config language that a scene may show: types, parts, metrics and values of the rows of FEATURES.md that are here. */
const ludwigs = readFileSync(new URL("../../FEATURES.md", import.meta.url), "utf8").split("\n")
  .filter((row) => /\| (yes|partly|own) \|/.test(row)).flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name!)); // the group is not optional

/** Keys and values of the config language, from its published schema. */
const keys = (schema: unknown): readonly string[] =>
  typeof schema === "string" ? [schema] : typeof schema === "object" && schema !== null ? Object.entries(schema).flatMap(([key, inner]) => (key === "description" || key === "title" ? [key] : [key, ...keys(inner)])) : [];
const spelt = () => keys(JSON.parse(readFileSync(new URL("../../dist/schema/config.json", import.meta.url), "utf8")) as unknown);

/** Units of columns, a name that the reader gives to a column without one, and an item of a list. */
const others = ["mm", ", mm", "g", "<script>", "column_3", "caviar", "title", "note", "photo", "month-1", "Isle", "Body mass", "Body mass (g)", "random_swirl", "train.csv + test.csv", "label"];
/** What the scenes count up, and figures with their units. */
const counted = /^month-\d+(\.csv)?$|^shapes\/\w+\/\d+\.bmp$|^[\d.,–\s]+\s(mm|ms|sec|kB|MB)$/;
/** A moment as English writes it; the made-up language has no figures of its own. */
const moment = /^\p{L}{3} \d{1,2}, \d{4}, /u;

/** Texts and spoken attributes on the page that no catalogue has said, by the element that holds them; `translate="no"` marks what is of no language. */
const unspoken = (page: Page): Promise<readonly { readonly place: string; readonly text: string }[]> =>
  page.evaluate(() => {
    const attributes = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"];
    const isWord = (text: string) => /\p{L}{2,}/u.test(text) && !/[⟦⟧ȧƀçđéƒğȟîķłɱñöřšţüẋýž]/.test(text);
    const found: { place: string; text: string }[] = [];
    const place = (element: Element) => `${element.tagName.toLowerCase()}.${[...element.classList].filter((name) => !name.startsWith("svelte-")).join(".")}`;
    for (const element of document.querySelectorAll("#app *")) {
      if (element.closest(".cm-editor, pre, script, style, [translate=no]")) continue;
      for (const name of attributes) {
        const text = element.getAttribute(name) ?? "";
        if (isWord(text)) found.push({ place: `${place(element)} ${name}`, text });
      }
      for (const node of element.childNodes) {
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "").trim() : "";
        if (isWord(text)) found.push({ place: place(element), text });
      }
    }
    return found;
  });

test("every word on every screen comes from a catalogue, and longer words push nothing out", async ({ page }) => {
  const words: { scene: string; place: string; text: string }[] = [];
  const tooWide: string[] = [];
  await everyScene(page, desk, { locale: "pseudo" }, async (scene) => {
    words.push(...(await unspoken(page)).map((found) => ({ scene, ...found })));
    for (const size of [desk, phone]) {
      await resize(page, size);
      const by = await sideways(page);
      if (by > 0) tooWide.push(`${scene} at ${size.width} by ${by} pixels`);
    }
  });
  expect.soft(tooWide).toEqual([]);
  const data = new Set([...madeUp(), ...ludwigs, ...spelt(), ...others]);
  const bare = (text: string) => text.replace(/ \d+(\.\d+)?%$/, "").replace(/\n.*$/s, "");
  const isWritten = (text: string) => text.startsWith("{name: ") || text.replace(/[:,]$/, "").split(/\.| › /).every((part) => data.has(part));
  const isTyped = (text: string) => /^(.+) \((\w+)\)$/.exec(text)?.slice(1).every((part) => data.has(part)) ?? false;
  const isOne = (text: string) => data.has(bare(text)) || counted.test(text) || isWritten(text) || isTyped(text) || moment.test(text) || (text.endsWith("…") && [...data].some((word) => word.startsWith(text.slice(0, -1))));
  const isData = (text: string) => isOne(text) || text.split(", ").every(isOne);
  expect(words.filter(({ text }) => !isData(text)).map(({ scene, place, text }) => `${scene} ${place}: ${text}`)).toEqual([]);
});
