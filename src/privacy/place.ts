/**
 * A place where code of ours runs, a page or a worker, under its own eyes: what it asked for, what it was refused, under which
 * policy, and what happens when it tries to send something. Imported before all else, so that nothing is missed.
 */
import { tryAll, type Attempt, type Senders } from "./attempts.ts";
import { readHeader, type StatedPolicy } from "./policy.ts";
import { Refusals, type Refusal } from "./refusals.ts";
import { keepAllRequests, requestsSoFar, type SeenRequest } from "./requests.ts";

export interface PlaceReport {
  /** Where its own script or page came from. */
  readonly address: string;
  /** All of them hold at once; empty where nothing is in force, as far as can be read. */
  readonly policies: readonly StatedPolicy[];
  /** Shares no process with another origin. */
  readonly isolated: boolean;
  readonly requests: readonly SeenRequest[];
  readonly refusals: readonly Refusal[];
}

/** What each place offers, over comlink where it is a worker. */
export interface Place {
  privacy(): Promise<PlaceReport>;
  tryToSend(): Promise<readonly Attempt[]>;
}

/** `tag` is what the page itself says; a worker has none. */
export function watchPlace(self: EventTarget, address: string, senders: Senders, tag: () => string | null = () => null): Place {
  keepAllRequests();
  const refusals = new Refusals(self);
  const header = readHeader(address);
  return {
    async privacy() {
      const own = await header;
      const requests = requestsSoFar();
      const stamped = requests.some((request) => request.address === address && request.answeredBy === "service_worker");
      const stated = [[stamped ? "service_worker" : "header", own], ["tag", tag()]] as const;
      const policies = stated.flatMap(([by, text]) => (text === null ? [] : [{ by, text }]));
      return { address, policies, isolated: crossOriginIsolated, requests, refusals: refusals.all };
    },
    tryToSend: () => tryAll(senders, refusals),
  };
}
