/**
 * Pictures of the screens, to be looked at: `node test/app/gallery/shoot.mjs OUT scene[@selector to click] …` serves the gallery, draws each
 * scene at 1280 and 390 pixels in light and dark, and ends.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { createServer } from "vite";

const [out = "pictures", ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const root = new URL("../../../", import.meta.url).pathname;
const server = await createServer({ root, configFile: join(root, "vite.config.ts"), cacheDir: join(root, "node_modules/.vite-gallery"), server: { port: 5199, hmr: false, watch: null }, logLevel: "error" });
await server.listen();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking", "--no-first-run"] });
const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const themes = (process.env.THEMES ?? "light,dark").split(",");
try {
  for (const scene of wanted) {
    for (const viewport of sizes) {
      for (const theme of themes) {
        const page = await browser.newPage({ viewport, deviceScaleFactor: 1, reducedMotion: "reduce" });
        page.on("pageerror", (error) => console.error(`${scene}: ${error.message}`));
        page.on("console", (message) => message.type() === "error" && console.error(`${scene}: ${message.text()}`));
        const [name = "", ...steps] = scene.split("@");
        const [screen, state] = name.split("-");
        await page.goto(`http://localhost:5199/test/app/gallery/index.html?screen=${screen}&state=${state}&theme=${theme}`);
        await page.waitForSelector("[data-ready]", { state: "attached" });
        await page.waitForTimeout(400);
        for (const step of steps) await page.locator(step).first().click();
        if (steps.length > 0) await page.waitForTimeout(300);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (sideways > 0) console.error(`${scene} at ${viewport.width}: the page is ${sideways} pixels too wide`);
        await page.screenshot({ path: join(out, `${screen}-${state}-${viewport.width}-${theme}.png`), fullPage: process.env.FULL !== undefined });
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
