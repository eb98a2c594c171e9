/**
 * Tries to send a byte, one way after the other, and believes only the browser's own report that the policy refused it: a mere
 * failure may have other reasons. The address can never exist (RFC 2606), so that even a hole sends nothing to anyone.
 */
import type { Refusal, Refusals } from "./refusals.ts";

export const WAYS = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "import", "sendBeacon", "image", "stylesheet", "font", "frame", "form"] as const;
export type Way = (typeof WAYS)[number];

/** `absent`: this browser does not have it. `not_tried`: the harmless attempt before it was not refused, so nothing else was risked. */
export type Result = "refused" | "not_refused" | "absent" | "not_tried";
export interface Attempt { readonly way: Way; readonly result: Result; /** Of the policy, which refused it. */ readonly directive: string | null }

/** Sends to an address in one way, as far as it is let; null where the browser cannot. */
export type Send = ((address: string) => unknown) | null;
export type Senders = Partial<Record<Way, Send>>;

export const NOWHERE = "https://fidelio.invalid";

/** The ways that a page and a worker both have. */
export const commonSenders: Senders = {
  fetch: (address) => fetch(address, { method: "POST", body: "x" }),
  XMLHttpRequest: (address) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.send("x");
  },
  WebSocket: (address) => new WebSocket(address),
  EventSource: (address) => {
    const source = new EventSource(address);
    source.addEventListener("error", () => source.close());
  },
  WebTransport: "WebTransport" in globalThis ? (address) => {
    const transport = new WebTransport(address);
    return Promise.all([transport.ready, transport.closed]);
  } : null,
  import: (address) => import(/* @vite-ignore */ address),
};

/** `data:` cannot leave the machine, and a policy that lets only its own origin be asked refuses it all the same. */
const harmless = (): Promise<unknown> => fetch("data:,");

/** Each way that `senders` names, in their order. `patience` is how long a report may take, in milliseconds. */
export async function tryAll(senders: Senders, refusals: Refusals, first = harmless, patience = 1500): Promise<readonly Attempt[]> {
  const held = await reported(refusals, ({ blocked }) => blocked.startsWith("data"), first, patience);
  const attempts: Attempt[] = [];
  for (const way of WAYS) {
    const send = senders[way];
    if (send === undefined) continue;
    if (send === null) attempts.push({ way, result: "absent", directive: null });
    else attempts.push(held ? await tryOne(way, send, refusals, patience) : { way, result: "not_tried", directive: null });
  }
  return attempts;
}

async function tryOne(way: Way, send: NonNullable<Send>, refusals: Refusals, patience: number): Promise<Attempt> {
  const address = `${way === "WebSocket" ? NOWHERE.replace("https", "wss") : NOWHERE}/${way}`;
  // Of a frame, browsers tell the origin alone.
  const fits = ({ blocked }: Refusal) => blocked === address || (way === "frame" && blocked.replace(/\/$/, "") === NOWHERE);
  const refusal = await reported(refusals, fits, () => send(address), patience);
  return { way, result: refusal ? "refused" : "not_refused", directive: refusal?.directive ?? null };
}

async function reported(refusals: Refusals, fits: (refusal: Refusal) => boolean, attempt: () => unknown, patience: number): Promise<Refusal | null> {
  const report = refusals.next(fits, patience);
  // Whether a way throws, rejects or stays silent when refused is its own affair: the report counts.
  void Promise.resolve().then(attempt).catch(() => null);
  return report;
}
