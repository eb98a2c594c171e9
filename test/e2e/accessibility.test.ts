/**
 * What every state of every screen must hold, shown one after the other in one page of the gallery: axe finds no barrier, nothing makes
 * the page scroll sideways, and whatever takes the focus shows it.
 */
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { serveGallery } from "../app/gallery/serve.mjs";
import { expect, test } from "./fixtures.ts";

const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const port = Number(process.env["FIDELIO_PORT"] ?? 4173) + 2;
test.use({ baseURL: `http://localhost:${port}/` });
let gallery: Awaited<ReturnType<typeof serveGallery>>;
test.beforeAll(async () => {
  gallery = await serveGallery(port);
});
test.afterAll(() => gallery.close());

/** Shows every state of every screen in turn. */
async function everyScene(page: Page, dress: Readonly<Record<string, string>>, look: (scene: string) => Promise<void>): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(gallery.address(dress));
  const scenes = ((await page.getAttribute("html", "data-scenes")) ?? "").split(" ");
  expect(scenes.length).toBeGreaterThan(40);
  for (const scene of scenes) {
    await page.evaluate((to) => void (location.hash = to), scene);
    await page.waitForSelector(`html[data-shown="${scene}"]`, { timeout: 15_000 });
    await look(scene);
  }
}

/** What axe finds, one line for each rule that is broken. */
async function barriers(page: Page, options: axe.RunOptions): Promise<readonly string[]> {
  const { violations } = await page.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") }; // put there by the init script
    return axe.run(document, { ...asked, resultTypes: ["violations"] });
  }, options);
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join("; ")})`);
}

/** What axe finds in a scene, light and dark. */
async function barriersIn(page: Page, scene: string): Promise<readonly string[]> {
  const light = await barriers(page, { runOnly: rules });
  await page.evaluate(() => void (document.documentElement.dataset["theme"] = "dark"));
  // Colours are all that a theme changes.
  const dark = await barriers(page, { runOnly: ["color-contrast"] });
  await page.evaluate(() => void (document.documentElement.dataset["theme"] = "light"));
  return [...light.map((line) => `${scene}: ${line}`), ...dark.map((line) => `${scene} in the dark: ${line}`)];
}

// Showing a scene takes longer than looking at it: what can be asked of one drawing is asked at once.
test("on a desk axe finds nothing on any screen and state, light and dark, and whatever takes the focus shows it", async ({ page }) => {
  await page.setViewportSize(desk);
  await page.addInitScript(axe.source);
  const found: string[] = [];
  const unseen: string[] = [];
  await everyScene(page, {}, async (scene) => {
    found.push(...(await barriersIn(page, scene)));
    await page.keyboard.press("Tab");
    unseen.push(...(await unseenFocus(page)).map((what) => `${scene}: ${what}`));
  });
  expect.soft(found).toEqual([]);
  expect(unseen).toEqual([]);
});

test("on a phone axe finds nothing on any screen and state, light and dark", async ({ page }) => {
  await page.setViewportSize(phone);
  await page.addInitScript(axe.source);
  const found: string[] = [];
  await everyScene(page, {}, async (scene) => void found.push(...(await barriersIn(page, scene))));
  expect(found).toEqual([]);
});

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function tooWide(page: Page, dress: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const found: string[] = [];
  await everyScene(page, dress, async (scene) => {
    const by = await sideways(page);
    if (by > 0) found.push(`${scene} by ${by} pixels`);
  });
  return found;
}

test("no page scrolls sideways at 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await tooWide(page, {})).toEqual([]);
});

test("no page scrolls sideways with text at 200 %, on a desk, and on a phone from right to left", async ({ playwright, launchOptions }) => {
  // The size a reader sets in the browser, which media queries follow too.
  const browser = await playwright.chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--blink-settings=defaultFontSize=32"] });
  const onDesk = await tooWide(await browser.newPage({ viewport: desk }), {});
  const onPhone = await tooWide(await browser.newPage({ viewport: phone }), { dir: "rtl" });
  await browser.close();
  expect({ onDesk, onPhone }).toEqual({ onDesk: [], onPhone: [] });
});

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
  await page.goto(gallery.address(dress));
  const found: T[] = [];
  for (const scene of scenes) {
    await page.evaluate((to) => void (location.hash = to), scene);
    await page.waitForSelector(`html[data-shown="${scene}"]`, { timeout: 15_000 });
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
