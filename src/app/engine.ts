/**
 * The only file of the app that knows comlink. It starts the two workers, joins them by a channel of their own, so that
 * tables never pass through the page, and hands out both as ordinary interfaces.
 */
import * as Comlink from "comlink";
import type { EngineApi } from "../engine/api.ts";
import type { DataApi } from "../ingest/data-api.ts";
import { startDataWorker, startEngineWorker } from "./assets.ts";
import { t } from "./messages/index.ts";

interface Joinable { connect(port: MessagePort): Promise<void> }
export interface Workers { readonly engine: EngineApi; readonly data: DataApi }

const PATIENCE = 30_000;

/** Throws an error whose message is a sentence for the user when a worker does not start. */
export async function startWorkers(): Promise<Workers> {
  const dataWorker = startDataWorker();
  const engineWorker = startEngineWorker();
  const data = Comlink.wrap<DataApi & Joinable>(dataWorker);
  const engine = Comlink.wrap<EngineApi & Joinable>(engineWorker);
  const { port1, port2 } = new MessageChannel();
  await Promise.all([
    started("data", dataWorker, data.connect(Comlink.transfer(port1, [port1]))),
    started("engine", engineWorker, engine.connect(Comlink.transfer(port2, [port2]))),
  ]);
  return { engine: withProxiedCallbacks<EngineApi>(engine), data: withProxiedCallbacks<DataApi>(data) };
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

function started(name: string, worker: Worker, ready: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(t.errors.worker(name, reason)));
    const timer = setTimeout(() => fail(t.errors.workerSilent), PATIENCE);
    worker.addEventListener("error", (event) => fail(event.message || t.errors.workerFile));
    ready.then(() => {
      clearTimeout(timer);
      resolve();
    }, (cause: unknown) => fail(String(cause)));
  });
}
