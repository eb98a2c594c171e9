/**
 * What every state of every screen must hold: axe finds no barrier, nothing makes the page scroll sideways, and whatever takes the focus
 * shows it. Showing a scene takes longer than looking at it: everything is asked of one drawing on a desk, and of one on a phone.
 */
import type { CDPSession, Page } from "@playwright/test";
import axe from "axe-core";
import { expect, test } from "../e2e/fixtures.ts";
import { desk, drawn, everyScene, openGallery, phone, show, sideways } from "./walk.ts";

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

/** The size of letters that a reader sets in the browser, which media queries follow too; 16 is the usual one. */
const setLetters = (session: CDPSession, standard: number) => session.send("Page.setFontSizes", { fontSizes: { standard } });
const readFrom = (page: Page, dir: "ltr" | "rtl") => page.evaluate((to) => void (document.documentElement.dir = to), dir);

async function tooWide(page: Page): Promise<readonly string[]> {
  await drawn(page);
  const by = await sideways(page);
  return by > 0 ? [`by ${by} pixels`] : [];
}

/** Each finds the page as the one before has left it. */
type Questions = Readonly<Record<string, (page: Page, session: CDPSession) => Promise<readonly string[]>>>;

const onDesk: Questions = {
  "axe finds nothing, light and dark": (page) => barriersIn(page),
  "no page scrolls sideways with letters of 200 %": async (page, session) => {
    await setLetters(session, 32);
    const found = await tooWide(page);
    await setLetters(session, 16);
    return found;
  },
  "whatever takes the focus shows it": async (page) => {
    await drawn(page);
    await page.keyboard.press("Tab");
    return unseenFocus(page);
  },
};

const onPhone: Questions = {
  "axe finds nothing, light and dark": (page) => barriersIn(page),
  "no page scrolls sideways at 320 pixels": async (page) => {
    await page.setViewportSize({ width: 320, height: 640 });
    return tooWide(page);
  },
  "no page scrolls sideways with letters of 200 %, from right to left": async (page, session) => {
    await setLetters(session, 32);
    await readFrom(page, "rtl");
    await page.setViewportSize(phone);
    const found = await tooWide(page);
    await readFrom(page, "ltr");
    await setLetters(session, 16);
    return found;
  },
};

// Not one drawing for both: what a press does may depend on the room there is.
for (const [where, size, questions] of [["a desk", desk, onDesk], ["a phone", phone, onPhone]] as const) {
  test(`on ${where}, on every screen and state, ${Object.keys(questions).join("; ")}`, async ({ page }) => {
    await page.addInitScript(axe.source);
    const session = await page.context().newCDPSession(page);
    const found: Record<string, string[]> = Object.fromEntries(Object.keys(questions).map((question) => [question, []]));
    await everyScene(page, size, {}, async (scene) => {
      for (const [question, ask] of Object.entries(questions)) {
        found[question]?.push(...(await ask(page, session)).map((answer) => `${scene}: ${answer}`));
      }
    });
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
