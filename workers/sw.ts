/**
 * The service worker. It keeps every file of the app, so that nothing needs a network any more, and puts the policy of
 * scripts/headers.mjs on everything it answers, so that the policy holds on hosts that send no headers, in workers too.
 *
 * A version is kept whole or not at all: each file must be the one that the build listed, by its SHA-256. A new version waits
 * until the user asks for it; the old one's files stay for as long as a tab of it is open. What the app's own pages ask for
 * beyond those files is refused: they have no business with their host that could not carry something away.
 */
import { deploymentHeaders } from "../scripts/headers.mjs";
import type { KeepingProblem, KeptFile, News, Question, Replaced, Status, TrainerLock } from "./offline.ts";

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly KeptFile[] };

const files = self.__WB_MANIFEST;
const { scope } = self.registration;
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
const addressOf = (file: KeptFile): string => new URL(file.url, scope).href;
const known = new Map(files.map((file) => [addressOf(file), file]));
const page = new URL("index.html", scope).href;

const TRAINER: TrainerLock = "fidelio/trainer";
/** Caches belong to an origin; another copy of the app may live in another folder of it. */
const shelf = `fidelio ${scope} `;
const version = digest(new TextEncoder().encode(files.map(({ url, revision }) => `${url} ${revision}\n`).join(""))).then((hash) => shelf + hash.slice(0, 16));

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), forget()])));
self.addEventListener("message", (event) => event.waitUntil(reply(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = addressIn(request.url);
  // Another origin: the policy refuses it before it comes here. Another page of this origin: not ours to answer.
  if (new URL(address).origin !== self.location.origin || (request.mode === "navigate" && address !== page)) return;
  event.respondWith(answer(event, address));
});

async function answer({ request, clientId }: FetchEvent, address: string): Promise<Response> {
  if (request.method === "GET") {
    const kept = (await ofThisVersion(address)) ?? (await ofAnOlderOne(address));
    if (kept) return stamped(kept);
    const file = known.get(address);
    if (file) return stamped(await load(file)); // its cache was cleared away
  }
  return (await isOurs(clientId)) ? Response.error() : fetch(request);
}

/** What a request names: nothing that was added to it, and for the app's folder its page. */
function addressIn(url: string): string {
  const address = new URL(url);
  address.search = address.hash = "";
  return address.href === scope ? page : address.href;
}

const ofThisVersion = async (address: string) => (await caches.open(await version)).match(address);

/** A tab of an older version goes on finding the parts it has not loaded yet. */
async function ofAnOlderOne(address: string): Promise<Response | undefined> {
  for (const name of await versions()) {
    const kept = await (await caches.open(name)).match(address);
    if (kept) return kept;
  }
  return undefined;
}

/** Another program's page below our folder is served by us too, and may ask its host for what it likes. */
async function isOurs(clientId: string): Promise<boolean> {
  const client = await self.clients.get(clientId);
  const address = client && addressIn(client.url);
  return address !== undefined && (known.has(address) || (await ofAnOlderOne(address)) !== undefined);
}

const stamped = (response: Response): Response =>
  new Response(response.body, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "", ...deploymentHeaders } });

/** Fetches every file of this version, or leaves none of them. */
async function keep(): Promise<void> {
  if (await isComplete()) return;
  const name = await version;
  let done = 0;
  try {
    const cache = await caches.open(name);
    await Promise.all(files.map(async (file) => {
      await cache.put(addressOf(file), await load(file));
      done += file.bytes;
      await tell({ share: done / total });
    }));
  } catch (cause) {
    await caches.delete(name);
    await tell({ problem: problemOf(cause) });
    throw cause;
  }
}

class NotThere extends Error {
  readonly kind: "unreachable" | "missing" | "changed";
  readonly file: string;
  constructor(kind: NotThere["kind"], { url }: KeptFile) {
    super(`${url}: ${kind}`);
    this.kind = kind;
    this.file = url;
  }
}

function problemOf(cause: unknown): KeepingProblem {
  if (cause instanceof NotThere) return { kind: cause.kind, file: cause.file };
  const full = cause instanceof DOMException && cause.name === "QuotaExceededError";
  return full ? { kind: "full" } : { kind: "other", detail: String(cause) };
}

/** A file from the host, if it is the one that belongs to this version; of the host's headers only the type is taken. */
async function load(file: KeptFile): Promise<Response> {
  const response = await fetch(addressOf(file), { cache: "no-cache" }).catch(() => null);
  const body = response?.ok ? await response.arrayBuffer().catch(() => null) : null;
  if (!response || (response.ok && !body)) throw new NotThere("unreachable", file);
  if (!body) throw new NotThere("missing", file);
  if ((await digest(body)) !== file.revision) throw new NotThere("changed", file);
  return new Response(body, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
}

async function digest(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isComplete = async () => (await (await caches.open(await version)).keys()).length === files.length;

/** The caches of all versions but this one. */
async function versions(): Promise<readonly string[]> {
  const own = await version;
  return (await caches.keys()).filter((name) => name.startsWith(shelf) && name !== own);
}

/** Lets go of the versions that no tab holds any more. One that is just being fetched, or waits, is not old. */
async function forget(): Promise<void> {
  if (self.registration.installing ?? self.registration.waiting) return;
  const { held = [] } = await navigator.locks.query();
  const inUse = new Set(held.map(({ name }) => name));
  await Promise.all((await versions()).filter((name) => !inUse.has(name)).map((name) => caches.delete(name)));
}

async function reply({ data, ports }: ExtendableMessageEvent): Promise<void> {
  const question = data as Question; // our own page's: no other sends messages here
  ports[0]?.postMessage(question === "status" ? await status() : await replace());
}

/** Also takes in tabs that were opened past this worker, and fetches again what was cleared away. */
async function status(): Promise<Status> {
  await self.clients.claim();
  await forget();
  if (!(await isComplete())) await keep().catch(() => undefined); // the pages were told
  return { version: await version, bytes: total, complete: await isComplete() };
}

async function replace(): Promise<Replaced> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === TRAINER)) return { replaced: false };
  await self.skipWaiting();
  return { replaced: true };
}

async function tell(news: News): Promise<void> {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const tab of tabs) if (tab.url.startsWith(scope)) tab.postMessage(news);
}
