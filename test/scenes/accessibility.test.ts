/**
 * What every state of every screen must hold: axe finds no barrier, nothing makes the page scroll sideways, and whatever takes the focus
 * shows it. Showing a scene takes longer than looking at it: what can be asked of one drawing is asked at once.
 */
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test } from "../e2e/fixtures.ts";
import { desk, drawn, everyScene, openGallery, phone, show, sideways, type Size } from "./walk.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, one line for each rule that is broken. */
async function barriers(page: Page, options: axe.RunOptions): Promise<readonly string[]> {
  const { violations } = await page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") }; // put there by the init script
    return axe.run(document, { ...asked, resultTypes: ["violations"] });
  }, options);
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join("; ")})`);
}

/** What axe finds in a scene, light and dark. */
async function barriersIn(page: Page): Promise<readonly string[]> {
  const light = await barriers(page, { runOnly: rules });
  await page.evaluate(() => void (document.documentElement.dataset["theme"] = "dark"));
  // Colours are all that a theme changes.
  const dark = await barriers(page, { runOnly: ["color-contrast"] });
  await page.evaluate(() => void (document.documentElement.dataset["theme"] = "light"));
  return [...light, ...dark.map((line) => `in the dark: ${line}`)];
}

async function tooWide(page: Page): Promise<readonly string[]> {
  await drawn(page);
  const by = await sideways(page);
  return by > 0 ? [`by ${by} pixels`] : [];
}

/** Each finds the page as the one before has left it. */
type Questions = Readonly<Record<string, (page: Page) => Promise<readonly string[]>>>;

const onDesk: Questions = {
  "axe finds nothing, light and dark": barriersIn,
  "whatever takes the focus shows it": async (page) => {
    await page.keyboard.press("Tab");
    return unseenFocus(page);
  },
};
const onPhone: Questions = {
  "axe finds nothing, light and dark": barriersIn,
  "no page scrolls sideways at 320 pixels": async (page) => {
    await page.setViewportSize({ width: 320, height: 640 });
    return tooWide(page);
  },
};
const withLetters: Questions = { "no page scrolls sideways": tooWide };

// Drawn anew for each: what a press does may depend on the room there is, and much is measured in letters as it is drawn.
const walks: Readonly<Record<string, { readonly size: Size; readonly dress?: Readonly<Record<string, string>>; readonly letters?: number; readonly questions: Questions }>> = {
  "on a desk": { size: desk, questions: onDesk },
  "on a phone": { size: phone, questions: onPhone },
  "on a desk with letters of 200 %": { size: desk, letters: 32, questions: withLetters },
  "on a phone with letters of 200 %, from right to left": { size: phone, dress: { dir: "rtl" }, letters: 32, questions: withLetters },
};
for (const [where, { size, dress = {}, letters = 16, questions }] of Object.entries(walks)) {
  test(`${where}, on every screen and state, ${Object.keys(questions).join("; ")}`, async ({ page }) => {
    await page.addInitScript(axe.source);
    // The size that a reader sets in the browser, which media queries follow too.
    await (await page.context().newCDPSession(page)).send("Page.setFontSizes", { fontSizes: { standard: letters } });
    const found: Record<string, string[]> = Object.fromEntries(Object.keys(questions).map((question) => [question, []]));
    await everyScene(page, size, dress, async (scene) => {
      for (const [question, ask] of Object.entries(questions)) {
        found[question]?.push(...(await ask(page)).map((answer) => `${scene}: ${answer}`));
      }
    });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${letters}px`);
    expect(found).toEqual(Object.fromEntries(Object.keys(questions).map((question) => [question, []])));
  });
}

/** What can take the focus on the page and does not show it. */
const unseenFocus = (page: Page) =>
  page.evaluate(() => {
    const focusable = "a[href], button, input, select, textarea, summary, [tabindex='0'], [contenteditable='true']";
    const shows = (element: Element | null) => {
      if (!element) return false;
      const { boxShadow, outlineStyle } = getComputedStyle(element);
      return boxShadow !== "none" || outlineStyle !== "none";
    };
    const unseen: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(focusable)) {
      if (element.closest("[inert]") || !element.checkVisibility({ visibilityProperty: true })) continue;
      element.focus();
      if (document.activeElement !== element) continue;
      // A control that is hidden behind its label shows its focus on what follows it.
      if (!shows(element) && !shows(element.nextElementSibling) && !shows(element.parentElement)) unseen.push(`${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 30)}`);
    }
    return unseen;
  });

/** Of each of these states in turn, what `look` finds. */
async function inScenes<T>(page: Page, dress: Readonly<Record<string, string>>, scenes: readonly string[], look: () => Promise<T>): Promise<readonly T[]> {
  await openGallery(page, dress);
  const found: T[] = [];
  for (const scene of scenes) {
    await show(page, scene);
    found.push(await look());
  }
  return found;
}

test("on paper a run and its evaluation are dark on white, whole, and without buttons", async ({ page }) => {
  // The width of A4 between its margins.
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: "print" });
  const look = () =>
    page.evaluate(() => ({
      paper: getComputedStyle(document.querySelector("main") ?? document.body).backgroundColor,
      ink: getComputedStyle(document.body).color,
      chrome: [...document.querySelectorAll<HTMLElement>("nav, header.rail, header.top, .tools button, .actions button")].filter((one) => one.checkVisibility()).length,
      cut: [...document.querySelectorAll("svg.chart")].filter((chart) => chart.checkVisibility() && chart.getBoundingClientRect().right > innerWidth + 1).length,
    }));
  const good = { paper: "rgb(255, 255, 255)", ink: "rgb(29, 35, 33)", chrome: 0, cut: 0 };
  expect(await inScenes(page, { theme: "dark" }, ["evaluate-full", "train-finished"], look)).toEqual([good, good]);
});

test("with forced colours nothing is drawn in the colour of the page", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const look = () =>
    page.evaluate(() => {
      const canvas = getComputedStyle(document.body).backgroundColor;
      const drawn = [...document.querySelectorAll("svg.chart text, svg.chart path[stroke], svg.chart circle[fill]")];
      const vanished = drawn.filter((mark) => {
        const { fill, stroke } = getComputedStyle(mark);
        return (mark.tagName === "path" ? stroke : fill) === canvas;
      });
      return { drawn: drawn.length > 20, vanished: vanished.length };
    });
  expect(await inScenes(page, {}, ["evaluate-full", "train-finished"], look)).toEqual(Array(2).fill({ drawn: true, vanished: 0 }));
});
