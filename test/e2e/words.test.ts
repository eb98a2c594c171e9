/**
 * Every state of every screen in a made-up language: whatever is read, seen or heard is bracketed, is data, or was written outside
 * the catalogues. Its words are two fifths longer, and no page scrolls sideways for them.
 */
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import ts from "typescript";
import { serveGallery } from "../app/gallery/serve.mjs";
import { filesUnder, parse, walk } from "../structure/sources.ts";

let gallery: Awaited<ReturnType<typeof serveGallery>>;
test.beforeAll(async () => {
  gallery = await serveGallery(Number(process.env["FIDELIO_PORT"] ?? 4173) + 3);
});
test.afterAll(() => gallery.close());

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
const others = ["mm", ", mm", "g", "<script>", "column_3", "caviar", "title", "note", "photo", "month-1", "Isle", "Body mass", "Body mass (g)", "random_swirl", "train.csv + test.csv"];
/** What the scenes count up, and figures with their units. */
const counted = /^month-\d+(\.csv)?$|^[\d.,–\s]+\s(mm|ms|sec|kB|MB)$/;
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
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(gallery.address({ locale: "pseudo" }));
  const scenes = ((await page.getAttribute("html", "data-scenes")) ?? "").split(" ");
  const words: { scene: string; place: string; text: string }[] = [];
  const tooWide: string[] = [];
  for (const scene of scenes) {
    await page.evaluate((to) => void (location.hash = to), scene);
    await page.waitForSelector(`html[data-shown="${scene}"]`);
    words.push(...(await unspoken(page)).map((found) => ({ scene, ...found })));
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      // Charts are drawn anew a frame after their width has changed; a page that has nothing to draw may be given no frame at all.
      await page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
        setTimeout(done, 1000);
      }));
      const by = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (by > 0) tooWide.push(`${scene} at ${width} by ${by} pixels`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  expect.soft(tooWide).toEqual([]);
  const data = new Set([...madeUp(), ...ludwigs, ...spelt(), ...others]);
  const bare = (text: string) => text.replace(/ \d+(\.\d+)?%$/, "").replace(/\n.*$/s, "");
  const isWritten = (text: string) => text.startsWith("{name: ") || text.replace(/[:,]$/, "").split(/\.| › /).every((part) => data.has(part));
  const isTyped = (text: string) => /^(.+) \((\w+)\)$/.exec(text)?.slice(1).every((part) => data.has(part)) ?? false;
  const isOne = (text: string) => data.has(bare(text)) || counted.test(text) || isWritten(text) || isTyped(text) || moment.test(text) || (text.endsWith("…") && [...data].some((word) => word.startsWith(text.slice(0, -1))));
  const isData = (text: string) => isOne(text) || text.split(", ").every(isOne);
  expect(words.filter(({ text }) => !isData(text)).map(({ scene, place, text }) => `${scene} ${place}: ${text}`)).toEqual([]);
});

test("page and workers speak the language that the address names", async ({ page }) => {
  await page.goto("/?locale=pseudo");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^⟦Çȟööšé~* ȧ~* ƒîłé/ }).click();
  await (await chooser).setFiles({ name: "few.csv", mimeType: "text/csv", buffer: Buffer.from(`age,age,city\n${"1,2,Rome\n3,4,Oslo\n".repeat(20)}5\n`) });
  // The data worker's remark on repeated names, and the engine worker's reason for a type.
  await page.getByRole("button", { name: /^⟦.*řéɱȧřķ/ }).click();
  await expect(page.getByRole("dialog")).toContainText(/⟦Çöłüɱñ~+ ñȧɱéš/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /city/ }).first().click();
  await expect(page.locator("body")).toContainText(/⟦\d+ đîƒƒéřéñţ/);
});
