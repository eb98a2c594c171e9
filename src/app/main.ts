import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { mount } from "svelte";
import { openStorage } from "../storage/index.ts";
import App from "./App.svelte";
import { readSample, readSamples } from "./assets.ts";
import { startWorkers } from "./engine.ts";
import { t } from "./messages/index.ts";
import StartFailed from "./shell/StartFailed.svelte";
import { AppState } from "./state/app.svelte.ts";
import { Router } from "./state/router.svelte.ts";
import { pageTheme, Theme } from "./state/theme.svelte.ts";
import { Toasts } from "./state/toasts.svelte.ts";
import "./styles/base.css";
import "./styles/tokens.css";

const target = document.querySelector("#app") ?? document.body;
const toasts = new Toasts();
// A bug should not pass in silence: what was made is kept, and the user is told.
addEventListener("unhandledrejection", ({ reason }) => toasts.complain(t.errors.unexpected(reason instanceof Error ? reason.message : String(reason))));

let started = false;
/** Until there are toasts, what the storage waits for stands on the empty page. */
const tell = (sentence: string) => (started ? toasts.complain(sentence) : void (target.textContent = sentence));

try {
  const theme = new Theme(pageTheme());
  const [workers, storage] = await Promise.all([startWorkers(), openStorage(tell)]);
  const ports = { ...workers, storage, toasts, now: () => Date.now(), newId: () => crypto.randomUUID() };
  const app = new AppState(ports, new Router(window), theme, { list: readSamples, read: readSample });
  await app.start();
  target.replaceChildren();
  mount(App, { target, props: { app } });
  started = true;
  void storage.sweep(); // what a kill left behind; what cannot be swept now is swept next time
} catch (cause) {
  target.replaceChildren();
  mount(StartFailed, { target, props: { reason: cause instanceof Error ? cause.message : String(cause) } });
}
