/**
 * Shows one state of one screen at a time, named by the hash: `#train-running`; `?theme=dark`, `?dir=rtl` and `?locale=pseudo` dress it. A change of the
 * hash changes the scene without loading the page anew. For looking, by `shoot.mjs` or by hand, and for the tests of the finish.
 */
import { unmount } from "svelte";
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "../../../src/app/styles/base.css";
import "../../../src/app/styles/tokens.css";
import { localeNamed, setLocale } from "../../../src/messages/locale.ts";
import type { Scene } from "./scene.ts";
import { scenes } from "./scenes.ts";

const root = document.documentElement;
const query = new URLSearchParams(location.search);
root.dataset["theme"] = query.get("theme") ?? "light";
root.dir = query.get("dir") ?? "ltr";
root.dataset["scenes"] = Object.keys(scenes).join(" ");

await setLocale(localeNamed(query.get("locale")));

let shown: Awaited<ReturnType<Scene>> | null = null;
async function show(): Promise<void> {
  const name = location.hash.slice(1);
  const scene = scenes[name];
  const target = document.querySelector("#app");
  if (!scene || !target) throw new Error(`no scene ${name}; there are: ${Object.keys(scenes).join(", ")}`);
  if (shown) await unmount(shown);
  target.replaceChildren();
  scrollTo(0, 0);
  shown = await scene(target);
  root.dataset["shown"] = name;
}
addEventListener("hashchange", () => void show());
if (location.hash) await show();
