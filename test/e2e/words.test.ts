/**
 * Every state of every screen in a made-up language: whatever is read, seen or heard is bracketed, is data, or was written outside
 * the catalogues. Its words are two fifths longer, and no page scrolls sideways for them.
 */
import type { Page } from "@playwright/test";
import { serveGallery } from "../app/gallery/serve.mjs";
import { expect, test } from "./fixtures.ts";

let gallery: Awaited<ReturnType<typeof serveGallery>>;
test.beforeAll(async () => {
  gallery = await serveGallery(Number(process.env["FIDELIO_PORT"] ?? 4173) + 3);
});
test.afterAll(() => gallery.close());

/** Texts and spoken attributes on the page that no catalogue has said, by the element that holds them. */
const unspoken = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const attributes = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"];
    const isWord = (text: string) => /\p{L}{2,}/u.test(text) && !/[⟦⟧]/.test(text);
    const found: string[] = [];
    const place = (element: Element) => `${element.tagName.toLowerCase()}.${[...element.classList].filter((name) => !name.startsWith("svelte-")).join(".")}`;
    for (const element of document.querySelectorAll("#app *")) {
      if (element.closest("[translate='no'], .cm-editor, script, style")) continue;
      for (const name of attributes) {
        const text = element.getAttribute(name) ?? "";
        if (isWord(text)) found.push(`${place(element)} ${name}: ${text}`);
      }
      for (const node of element.childNodes) {
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "").trim() : "";
        if (isWord(text)) found.push(`${place(element)}: ${text}`);
      }
    }
    return found;
  });

test("every word on every screen comes from a catalogue, and longer words push nothing out", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(gallery.address({ locale: "pseudo" }));
  const scenes = ((await page.getAttribute("html", "data-scenes")) ?? "").split(" ");
  const words: string[] = [];
  const tooWide: string[] = [];
  for (const scene of scenes) {
    await page.evaluate((to) => void (location.hash = to), scene);
    await page.waitForSelector(`html[data-shown="${scene}"]`);
    words.push(...(await unspoken(page)).map((text) => `${scene} ${text}`));
    const by = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (by > 0) tooWide.push(`${scene} by ${by} pixels`);
  }
  expect(words).toEqual([]);
  expect(tooWide).toEqual([]);
});
