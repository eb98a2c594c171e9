/** Mounts one screen with made-up props: `?screen=train&state=running&theme=dark`. For looking, by `shoot.mjs` or by hand. */
import { mount } from "svelte";
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "../../../src/app/styles/tokens.css";
import "../../../src/app/styles/base.css";
import "./gallery.css";
import { scenes } from "./scenes.ts";

const query = new URLSearchParams(location.search);
document.documentElement.dataset["theme"] = query.get("theme") ?? "light";
const scene = scenes[`${query.get("screen")}-${query.get("state")}`];
const target = document.querySelector("#app");
if (!scene || !target) throw new Error(`no such scene; there are: ${Object.keys(scenes).join(", ")}`);
scene(target);
document.body.dataset["ready"] = "yes";
export { mount };
