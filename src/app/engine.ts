/**
 * The only file of the app that knows comlink. It starts the two workers when they are first needed, and again when one is
 * gone; joins them by a channel of their own, so that tables never pass through the page; and hands out both as ordinary interfaces.
 */
import * as Comlink from "comlink";
import type { EngineApi } from "../engine/api.ts";
import type { DataApi } from "../ingest/data-api.ts";
import { localeInUse } from "../messages/locale.ts";
import type { Life } from "../../workers/life.ts";
import type { Place } from "../privacy/place.ts";
import { kernelsWorker, startDataWorker, startEngineWorker } from "./assets.ts";
import { dataClient, OpenSets, type Recovery } from "./workers/data-client.ts";
import { engineClient } from "./workers/engine-client.ts";
import { pageExperience } from "./workers/experience.ts";
import { LastingWorker } from "./workers/lasting.ts";
import type { Spawned, Watch } from "./workers/living.ts";
import { browserLocks } from "./workers/locks.ts";
import { workerPlace } from "./workers/place.ts";
import type { TrustPorts } from "./state/trust.svelte.ts";

interface Joinable { connect(port: MessagePort): Promise<void> }
type Speaker = Pick<Life, "speak">;
type EngineWorker = EngineApi & Joinable & Place & Speaker & { lendThreads(script: string | null): Promise<void> };
type DataWorker = DataApi & Joinable & Place & Speaker;

/** What the page is told when a worker is gone; of the data worker again when its successor has read the open data sets back. */
export type WorkerEvent =
  | { readonly kind: "gone"; readonly worker: "data" | "engine"; readonly reason: string }
  | ({ readonly kind: "recovered" } & Recovery);

export interface Workers {
  readonly engine: EngineApi;
  readonly data: DataApi;
  readonly places: Pick<TrustPorts, "data" | "engine">;
  onEvent(listener: (event: WorkerEvent) => void): void;
}

/** The engine's script is 2 MB; a model's first step, compiled on a slow machine, may keep its worker silent for long. */
const watch: Watch = { locks: browserLocks(), newId: () => crypto.randomUUID(), startWithin: 60_000, beat: 5000, beats: 12 };

/** Starts nothing yet: a worker starts with what is first asked of it. */
export function createWorkers(): Workers {
  const listeners: ((event: WorkerEvent) => void)[] = [];
  const tell = (event: WorkerEvent) => listeners.forEach((listener) => listener(event));
  const sets = new OpenSets();
  const experience = pageExperience();

  const data = new LastingWorker<DataWorker>("data", () => spawn(startDataWorker()), watch, async ({ api }) => {
    await api.speak(localeInUse());
    const recovery = await sets.recover(api);
    await engine.tell((other) => join(api, other));
    if (recovery) tell({ kind: "recovered", ...recovery });
  }, (reason) => {
    tell({ kind: "gone", worker: "data", reason });
    // At once, so that a table on the screen is there again; a failure is told to whoever asks next.
    if (sets.some) void data.living().catch(() => undefined);
  });
  const engine = new LastingWorker<EngineWorker>("engine", () => spawn(startEngineWorker()), watch, async ({ api }) => {
    await api.speak(localeInUse());
    await api.lendThreads(kernelsWorker);
    await api.recall(experience.read());
    await data.ask((other) => join(other, api));
  }, (reason) => tell({ kind: "gone", worker: "engine", reason }));

  const places = { data: workerPlace(data), engine: workerPlace(engine) };
  return { engine: engineClient(engine, experience), data: dataClient(data, sets), places, onEvent: (listener) => void listeners.push(listener) };
}

async function join(data: Joinable, engine: Joinable): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await Promise.all([data.connect(Comlink.transfer(port1, [port1])), engine.connect(Comlink.transfer(port2, [port2]))]);
}

function spawn<Api extends object>(worker: Worker): Spawned<Api> {
  const remote = Comlink.wrap<Life>(worker);
  return {
    api: withProxiedCallbacks<Api>(remote),
    life: withProxiedCallbacks<Life>(remote),
    onError: (listener) => worker.addEventListener("error", (event) => listener(event.message)),
    terminate: () => worker.terminate(),
  };
}

/** A callback has to be proxied to cross; comlink's types do not insist, so it is done here for all of them. */
function withProxiedCallbacks<Api extends object>(remote: object): Api {
  return new Proxy(remote, {
    get(target, method) {
      if (method === "then") return undefined; // or awaiting the api would call it
      const call: unknown = Reflect.get(target, method);
      return typeof call === "function" ? (...args: readonly unknown[]) => Reflect.apply(call, undefined, args.map(proxied)) as unknown : call;
    },
  }) as Api; // comlink's Remote<Api>, whose methods have the same signatures because all are async
}

const proxied = (value: unknown): unknown => (typeof value === "function" ? Comlink.proxy(value) : value);
