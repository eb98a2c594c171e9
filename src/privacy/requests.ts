/** The browser's own record of what a page or a worker asked for. */

/** `nobody`: it failed, or the policy refused it. */
export type AnsweredBy = "network" | "cache" | "service_worker" | "nobody";

export interface SeenRequest {
  readonly address: string;
  /** What asked for it, in the browser's words: `fetch`, `script`, `css`. */
  readonly initiator: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
  /** Of the body, unpacked. */
  readonly bytes: number;
  readonly answeredBy: AnsweredBy;
}

type Timing = Pick<PerformanceResourceTiming, "name" | "initiatorType" | "startTime" | "duration" | "decodedBodySize" | "transferSize" | "workerStart"> & {
  readonly responseStatus?: number;
  readonly deliveryType?: string;
};

/** More than a page can ask for in a day; the browser's own limit of 250 would drop what comes later. */
const ROOM = 1_000_000;

/** To be called before anything is asked for. */
export const keepAllRequests = (): void => performance.setResourceTimingBufferSize(ROOM);

/** Everything so far, in order; addresses inside the page itself (`blob:`, `data:`) are no requests. */
export const requestsSoFar = (): readonly SeenRequest[] =>
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming && /^(http|ws)s?:/.test(entry.name))
    .map((entry) => seen(entry, performance.timeOrigin));

export function seen(entry: Timing, timeOrigin: number): SeenRequest {
  const { name, initiatorType, startTime, duration, decodedBodySize } = entry;
  return { address: name, initiator: initiatorType, at: timeOrigin + startTime, milliseconds: duration, bytes: decodedBodySize, answeredBy: answeredBy(entry) };
}

function answeredBy({ workerStart, deliveryType, transferSize, decodedBodySize, responseStatus }: Timing): AnsweredBy {
  if (responseStatus === 0) return "nobody";
  if (workerStart > 0) return "service_worker";
  return deliveryType === "cache" || (transferSize === 0 && decodedBodySize > 0) ? "cache" : "network";
}
