import { page } from "./privacy/page.ts";
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import { mount } from "svelte";
import { localeNamed, setLocale } from "../messages/locale.ts";
import { version } from "../../package.json";
import { openStorage } from "../storage/index.ts";
import App from "./App.svelte";
import { readSample, readSamples, registerKeeper } from "./assets.ts";
import { createWorkers } from "./engine.ts";
import { t } from "./messages/index.ts";
import { passGate } from "./offline/gate.ts";
import { awaitInstallOffer, openLaunchedFiles } from "./offline/install.ts";
import { Keeper } from "./offline/keeper.ts";
import { sayRefusal } from "./offline/words.ts";
import StartFailed from "./shell/StartFailed.svelte";
import Waiting from "./shell/Waiting.svelte";
import { AppState } from "./state/app.svelte.ts";
import { save } from "./ui/save-file.ts";
import { browserKeeping } from "./state/browser-keeping.ts";
import { KeepingState } from "./state/keeping.svelte.ts";
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

awaitInstallOffer();

let started = false;
/** Until there are toasts, what the storage waits for stands on the empty page. */
const tell = (sentence: string) => (started ? toasts.complain(sentence) : void (target.textContent = sentence));

try {
  await setLocale(localeNamed(new URLSearchParams(location.search).get("locale")));
  const gate = await passGate(wait());
  if (gate.kind === "open") await start();
  else if (gate.kind === "refused") fail(sayRefusal(gate.refusal));
} catch (cause) {
  fail(cause instanceof Error ? cause.message : String(cause));
}

async function start(): Promise<void> {
  const theme = new Theme(pageTheme());
  const storage = await openStorage(tell);
  const { onEvent, places: inWorkers, ...workers } = createWorkers();
  const tabs = new TabsState({ locks: browserLocks(), channel: browserChannel, id: crypto.randomUUID(), version });
  const router = new Router(window);
  const keeping = new KeepingState(browserKeeping(storage, toasts, () => router.go({ screen: "trust", part: "storage" })));
  const places = { page: { look: page.privacy, tryToSend: page.tryToSend }, ...inWorkers };
  const ports = { ...workers, storage, toasts, tabs, keeping, places, save, now: () => Date.now(), newId: () => crypto.randomUUID() };
  const keeper = registerKeeper && new Keeper(registerKeeper);
  const app = new AppState(ports, router, theme, { list: readSamples, read: readSample }, keeper);
  onEvent((event) => {
    if (event.kind === "recovered") void app.recovered(event);
  });
  await app.start();
  new PerformanceObserver(() => void app.trust.look()).observe({ type: "resource", buffered: true });
  target.replaceChildren();
  mount(App, { target, props: { app } });
  started = true;
  // Ready is the app once its first screen stands with its fonts.
  void document.fonts.ready.then(() => app.trust.ready(performance.timeOrigin + performance.now()));
  void app.offline.start();
  void storage.sweep(); // what a kill left behind; what cannot be swept now is swept next time
  // The first screen first: the engine is 2 MB, and nobody waits for it yet.
  setTimeout(() => void app.warm());
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
