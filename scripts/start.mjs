/** `npm start`: install, build, serve on this machine, open a browser where there is a screen. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildApp, fail, install, root } from "./prepare.mjs";
import { serve } from "./serve.mjs";

/** Opens the address in the default browser; a machine without one is no mistake. @param {string} url */
function openBrowser(url) {
  const { platform, env } = process;
  const hasScreen = platform === "darwin" || platform === "win32" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
  if (!hasScreen || env["CI"]) return;
  const [file, ...args] = platform === "darwin" ? ["open"] : platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(file ?? "", [...args, url], { stdio: "ignore", detached: true }).on("error", () => undefined).unref();
}

try {
  await install();
  await buildApp();
  const { url } = await serve({ folder: join(root, "dist") });
  console.log(`Fidelio is at ${url}\nPress Ctrl+C to stop.`);
  openBrowser(url);
} catch (error) {
  fail(error);
}
