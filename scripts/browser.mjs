/** Finds the browser that the tests drive: one that is there, else Playwright's own, else the distribution's package. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run, runTool } from "./prepare.mjs";

/** @typedef {import("./prepare.mjs").Say} Say */

/** How Chromium is started: WebGPU on the software adapter, so that every machine gives the same numbers, and no calls home. */
export const chromiumFlags = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

const { env, platform } = process;

/** @type {Partial<Record<NodeJS.Platform, () => string[]>>} */
const places = {
  darwin: () =>
    ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
      ["/Applications", join(env["HOME"] ?? "", "Applications")].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    ),
  win32: () =>
    ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].flatMap(
      (path) => ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => (env[name] ? [join(env[name], path)] : [])),
    ),
};

const elsewhere = () => {
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge-stable", "microsoft-edge"];
  const folders = [...(env["PATH"] ?? "").split(delimiter), "/usr/bin", "/snap/bin", "/opt/google/chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser that FIDELIO_BROWSER names, else the first Chrome, Chromium or Edge on this machine. @returns {string | undefined} */
export const presentBrowser = () => env["FIDELIO_BROWSER"] ?? (places[platform] ?? elsewhere)().find(isProgram);

/** As `presentBrowser`, and where there is none it gets one. @param {Say} say @returns {Promise<string>} */
export async function findBrowser(say) {
  const named = env["FIDELIO_BROWSER"];
  if (named !== undefined && !isProgram(named)) throw new Error(`FIDELIO_BROWSER names ${named}, which is not a program on this machine.`);
  const found = presentBrowser() ?? (await playwrightsOwn(say)) ?? (await distributions(say));
  if (found !== undefined) return found;
  throw new Error(
    "The browser tests need Chrome, Chromium or Edge, and none was found or could be installed. Install one, or set FIDELIO_BROWSER to its path.",
  );
}

/** @param {Say} say */
async function playwrightsOwn(say) {
  const { chromium } = await import("@playwright/test");
  if (isProgram(chromium.executablePath())) return chromium.executablePath();
  say("No browser is installed. Trying Playwright's own.");
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" };
  const code = await runTool("playwright/cli.js", ["install", "chromium"], { quiet: true, env });
  return code === 0 && isProgram(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** @param {Say} say */
async function distributions(say) {
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) return undefined;
  say("Trying the distribution's package of Chromium.");
  const quiet = { quiet: true, env: { DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], quiet);
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], quiet);
  return presentBrowser();
}
