/**
 * Pictures of the screens, to be looked at: `node test/app/gallery/shoot.mjs OUT [look,look…|all] [scene …]` draws each scene (all, when none is
 * named) in each look and ends. `KEEP=1` draws what was built last.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumFlags, presentBrowser } from "../../../scripts/browser.mjs";
import { serveGallery } from "./serve.mjs";

const desk = { width: 1280, height: 800 };
const tablet = { width: 820, height: 1180 };
const phone = { width: 390, height: 844 };
/** @typedef {{ size: { width: number, height: number }, dress?: Record<string, string>, forced?: "dark" | "light", print?: boolean, large?: boolean }} Look */
/** @type {Readonly<Record<string, Look>>} */
const looks = {
  light: { size: desk },
  dark: { size: desk, dress: { theme: "dark" } },
  phone: { size: phone },
  "phone-dark": { size: phone, dress: { theme: "dark" } },
  tablet: { size: tablet },
  "tablet-dark": { size: tablet, dress: { theme: "dark" } },
  small: { size: { width: 320, height: 640 } },
  wide: { size: { width: 3840, height: 2160 } },
  large: { size: desk, large: true },
  "phone-large": { size: phone, large: true },
  rtl: { size: desk, dress: { dir: "rtl" } },
  "phone-rtl": { size: phone, dress: { dir: "rtl" } },
  forced: { size: desk, forced: "dark" },
  "forced-light": { size: desk, forced: "light" },
  print: { size: desk, dress: { theme: "dark" }, print: true },
};

const [out = "pictures", wantedLooks = "light", ...wanted] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const gallery = await serveGallery(Number(process.env.FIDELIO_PORT ?? 4173) + 3, { fresh: !process.env.KEEP });
const executablePath = presentBrowser();
/** @param {readonly string[]} flags */
const launch = (flags) => chromium.launch({ args: [...chromiumFlags, ...flags], ...(executablePath === undefined ? {} : { executablePath }) });
const usual = await launch([]);
const larger = await launch(["--blink-settings=defaultFontSize=32"]);
try {
  for (const name of wantedLooks === "all" ? Object.keys(looks) : wantedLooks.split(",")) {
    const { size, dress = {}, forced, print, large } = looks[name] ?? { size: desk };
    const page = await (large ? larger : usual).newPage({ viewport: size, reducedMotion: "reduce", ...(forced ? { forcedColors: "active", colorScheme: forced } : {}) });
    page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && console.error(`${name}: ${message.text()}`));
    await page.goto(gallery.address(dress));
    const scenes = wanted.length > 0 ? wanted : ((await page.getAttribute("html", "data-scenes")) ?? "").split(" ");
    for (const scene of scenes) {
      await page.evaluate((to) => void (location.hash = to), scene);
      await page.waitForSelector(`html[data-shown="${scene}"]`, { timeout: 20_000 });
      await page.waitForTimeout(200);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) console.error(`${scene}, ${name}: the page is ${sideways} pixels too wide`);
      if (print) await page.pdf({ path: join(out, `${scene}-${name}.pdf`), format: "A4" });
      else await page.screenshot({ path: join(out, `${scene}-${name}.png`), fullPage: Boolean(process.env.FULL) });
    }
    await page.close();
  }
} finally {
  await usual.close();
  await larger.close();
  await gallery.close();
}
