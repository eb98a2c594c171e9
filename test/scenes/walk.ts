/** The gallery's pages for the tests: one that shows every state of every screen in turn, and what is asked of whatever it shows. */
import { expect, type Page } from "@playwright/test";

export interface Size { readonly width: number; readonly height: number }
export const desk: Size = { width: 1280, height: 800 };
export const phone: Size = { width: 390, height: 844 };

/** Opens the gallery, dressed so, and gives the names of its scenes. */
export async function openGallery(page: Page, dress: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`?${new URLSearchParams(dress).toString()}`);
  return ((await page.getAttribute("html", "data-scenes")) ?? "").split(" ");
}

export async function show(page: Page, scene: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), scene);
  await page.waitForSelector(`html[data-shown="${scene}"]`, { timeout: 30_000 }); // other tests may run beside it
}

/** Shows every scene in turn, drawn at a size. */
export async function everyScene(page: Page, size: Size, dress: Readonly<Record<string, string>>, look: (scene: string) => Promise<void>): Promise<void> {
  const scenes = await openGallery(page, dress);
  expect(scenes.length).toBeGreaterThan(40);
  for (const scene of scenes) {
    await page.setViewportSize(size);
    await show(page, scene);
    await look(scene);
  }
}

/** The page in another size, drawn: a chart is drawn anew a frame after its width has changed. */
export async function resize(page: Page, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await drawn(page);
}

/** Two frames later. A page that has nothing to draw may be given none at all. */
export const drawn = (page: Page) =>
  page.evaluate(() => new Promise<void>((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
    setTimeout(done, 1000);
  }));

/** By how many pixels the page scrolls sideways. */
export const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
