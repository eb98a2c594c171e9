/** The page's side of the service worker: hears how keeping goes, asks what is kept, and replaces it by a newer version. */
import type { KeepingProblem, News, Question, Replaced, Status } from "../../../workers/offline.ts";
import { t } from "../messages/index.ts";
import { TRAINER } from "../state/tab-messages.ts";

export type { KeepingProblem } from "../../../workers/offline.ts";

export type KeeperEvent =
  | { readonly type: "share"; readonly share: number }
  | { readonly type: "problem"; readonly problem: KeepingProblem }
  /** Everything is kept, as so many bytes. */
  | { readonly type: "kept"; readonly bytes: number }
  /** A newer version is kept and waits. */
  | { readonly type: "waiting" }
  /** A newer version serves this page from now on: it must be loaded anew. */
  | { readonly type: "replaced" };

type Listener = (event: KeeperEvent) => void;

const HOUR = 3_600_000;

export class Keeper {
  readonly #register: () => Promise<ServiceWorkerRegistration>;
  #registration: ServiceWorkerRegistration | null = null;
  #version: string | null = null;

  constructor(register: () => Promise<ServiceWorkerRegistration>) {
    this.#register = register;
  }

  /** Registers the worker and resolves when it serves; rejects when it could not be installed. */
  async start(listener: Listener): Promise<void> {
    const container = navigator.serviceWorker;
    const registration = await this.#register();
    this.#registration = registration;
    container.addEventListener("message", ({ data, source }: MessageEvent<News>) => {
      // What an update does in the background is nobody's news until it waits.
      if (registration.active === null || source === registration.active) hear(data, listener);
    });
    if (registration.waiting && registration.active) listener({ type: "waiting" });
    registration.addEventListener("updatefound", () => followUpdate(registration, listener));
    await activated(registration);
    await this.#look(listener);
    container.addEventListener("controllerchange", () => void this.#look(listener));
    setInterval(() => void registration.update().catch(() => undefined), HOUR);
  }

  /** Lets the waiting version take over, in all tabs; false when a run in some tab holds it back. */
  async update(): Promise<boolean> {
    const waiting = this.#registration?.waiting;
    return waiting ? (await ask<Replaced>(waiting, "update")).replaced : false;
  }

  /** Whether any tab of this browser trains. */
  async someTabTrains(): Promise<boolean> {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name === TRAINER);
  }

  reload(): void {
    location.reload();
  }

  async #look(listener: Listener): Promise<void> {
    const active = this.#registration?.active;
    if (!active) return;
    const { version, bytes, complete } = await ask<Status>(active, "status");
    if (this.#version === null) {
      this.#version = version;
      hold(version);
    } else if (this.#version !== version) listener({ type: "replaced" });
    if (complete) listener({ type: "kept", bytes });
  }
}

function hear(news: News, listener: Listener): void {
  if ("share" in news) listener({ type: "share", share: news.share });
  else listener({ type: "problem", problem: news.problem });
}

function followUpdate(registration: ServiceWorkerRegistration, listener: Listener): void {
  const worker = registration.installing;
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) listener({ type: "waiting" });
  });
}

/** For as long as this page lives, the files of its version stay. */
const hold = (version: string): void => void navigator.locks.request(version, { mode: "shared" }, () => new Promise(() => {}));

/** Resolves when the registration's worker serves; rejects when it could not be installed. */
export function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === "activated") resolve();
      else if (!worker || worker.state === "redundant") reject(new Error(t.offline.notInstalled));
    };
    worker?.addEventListener("statechange", look);
    look();
  });
}

function ask<Answer>(worker: ServiceWorker, question: Question): Promise<Answer> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}
