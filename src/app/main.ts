import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { mount } from "svelte";
import { openStorage } from "../storage/index.ts";
import App from "./App.svelte";
import { readSample, readSamples, registerKeeper } from "./assets.ts";
import { createWorkers } from "./engine.ts";
import { t } from "./messages/index.ts";
import { passGate } from "./offline/gate.ts";
import { openLaunchedFiles } from "./offline/install.ts";
import { Keeper } from "./offline/keeper.ts";
import { sayRefusal } from "./offline/words.ts";
import StartFailed from "./shell/StartFailed.svelte";
import Waiting from "./shell/Waiting.svelte";
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

try {
  const gate = await passGate(wait());
  if (gate.kind === "open") await start();
  else if (gate.kind === "refused") fail(sayRefusal(gate.refusal));
} catch (cause) {
  fail(cause instanceof Error ? cause.message : String(cause));
}

async function start(): Promise<void> {
  const theme = new Theme(pageTheme());
  const [workers, storage] = await Promise.all([createWorkers(), openStorage()]);
  const ports = { ...workers, storage, toasts, now: () => Date.now(), newId: () => crypto.randomUUID() };
  const keeper = registerKeeper && new Keeper(registerKeeper);
  const app = new AppState(ports, new Router(window), theme, { list: readSamples, read: readSample }, keeper);
  await app.start();
  target.replaceChildren();
  mount(App, { target, props: { app } });
  void app.offline.start();
  openLaunchedFiles((file) => app.openFile(file));
}

/** Shows how far the gate is, once it says that it has to wait. */
function wait(): (share: number) => void {
  let show: ((share: number) => void) | null = null;
  return (share) => {
    if (!show) {
      show = () => {};
      mount(Waiting, { target, props: { follow: (next: (share: number) => void) => (show = next) } });
    }
    show(share);
  };
}

function fail(reason: string): void {
  target.replaceChildren();
  mount(StartFailed, { target, props: { reason } });
}
