import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { mount } from "svelte";
import { version } from "../../package.json";
import { openStorage } from "../storage/index.ts";
import App from "./App.svelte";
import { readSample, readSamples } from "./assets.ts";
import { createWorkers } from "./engine.ts";
import { t } from "./messages/index.ts";
import StartFailed from "./shell/StartFailed.svelte";
import { AppState } from "./state/app.svelte.ts";
import { Router } from "./state/router.svelte.ts";
import { browserChannel } from "./state/tab-messages.ts";
import { TabsState } from "./state/tabs.svelte.ts";
import { pageTheme, Theme } from "./state/theme.svelte.ts";
import { Toasts } from "./state/toasts.svelte.ts";
import "./styles/base.css";
import "./styles/tokens.css";
import { WorkerGone } from "./workers/gone.ts";
import { browserLocks } from "./workers/locks.ts";

const target = document.querySelector("#app") ?? document.body;
const toasts = new Toasts();
// A bug should not pass in silence: what was made is kept, and the user is told. That a worker has ended is no bug, and has its own sentence.
addEventListener("unhandledrejection", ({ reason }) => toasts.complain(reason instanceof WorkerGone ? reason.message : t.errors.unexpected(reason instanceof Error ? reason.message : String(reason))));

let started = false;
/** Until there are toasts, what the storage waits for stands on the empty page. */
const tell = (sentence: string) => (started ? toasts.complain(sentence) : void (target.textContent = sentence));

try {
  const theme = new Theme(pageTheme());
  const tabs = new TabsState({ locks: browserLocks(), channel: browserChannel, id: crypto.randomUUID(), version });
  const { engine, data, onEvent } = createWorkers();
  const storage = await openStorage(tell);
  const ports = { engine, data, storage, toasts, tabs, now: () => Date.now(), newId: () => crypto.randomUUID() };
  const app = new AppState(ports, new Router(window), theme, { list: readSamples, read: readSample });
  onEvent((event) => {
    if (event.kind === "recovered") void app.recovered(event);
  });
  await app.start();
  target.replaceChildren();
  mount(App, { target, props: { app } });
  started = true;
  void storage.sweep(); // what a kill left behind; what cannot be swept now is swept next time
  // The first screen first: the engine is 2 MB, and nobody waits for it yet.
  setTimeout(() => void app.warm());
} catch (cause) {
  target.replaceChildren();
  mount(StartFailed, { target, props: { reason: cause instanceof Error ? cause.message : String(cause) } });
}
