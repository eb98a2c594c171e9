/** What the places report, as one account: every request with its place, and what to make of them together. */
import type { PlaceReport } from "../../privacy/place.ts";
import { NOWHERE } from "../../privacy/attempts.ts";
import type { Refusal } from "../../privacy/refusals.ts";
import type { SeenRequest } from "../../privacy/requests.ts";

export const PLACES = ["page", "data", "engine"] as const;
export type PlaceName = (typeof PLACES)[number];

export interface RequestRow extends SeenRequest {
  readonly place: PlaceName;
  /** To another address than the page's own, and not refused. */
  readonly elsewhere: boolean;
  readonly refused: boolean;
  /** A place asks for its own file, to read the policy that came with it. */
  readonly ours: boolean;
}

export interface RequestAccount {
  /** In the order of time. */
  readonly rows: readonly RequestRow[];
  readonly elsewhere: readonly RequestRow[];
  /** How many were let through, since the page was opened and since the app was ready, but for those of its own that read the policy. */
  readonly sent: number;
  readonly afterReady: number;
  /** Of `afterReady`, those that the network answered. */
  readonly overNetwork: number;
  readonly ours: number;
  readonly refusals: readonly RefusalRow[];
}

/** However often it was refused: a page under two policies hears of it from each. */
export interface RefusalRow extends Pick<Refusal, "directive" | "blocked"> {
  readonly place: PlaceName;
  /** The attempts that the user asked for. */
  readonly ours: boolean;
}

export type Reports = Partial<Record<PlaceName, PlaceReport>>;

export const originOf = (address: string): string => new URL(address).origin;

/** `readyAt` in milliseconds since 1970, null while the app is starting. */
export function accountOf(reports: Reports, readyAt: number | null): RequestAccount {
  const home = reports.page && originOf(reports.page.address);
  const rows = PLACES.flatMap((place) => {
    const report = reports[place];
    return report ? report.requests.map((request): RequestRow => {
      const refused = isRefused(request, report.refusals);
      return { ...request, place, refused, elsewhere: !refused && originOf(request.address) !== home, ours: request.initiator === "fetch" && request.address === report.address };
    }) : [];
  }).sort((a, b) => a.at - b.at);
  const sent = rows.filter(({ refused, ours }) => !refused && !ours);
  const afterReady = sent.filter(({ at }) => readyAt !== null && at > readyAt);
  return {
    rows,
    elsewhere: rows.filter(({ elsewhere }) => elsewhere),
    sent: sent.length,
    afterReady: afterReady.length,
    overNetwork: afterReady.filter(({ answeredBy }) => answeredBy === "network").length,
    ours: rows.filter(({ ours }) => ours).length,
    refusals: PLACES.flatMap((place) => refusalsIn(place, reports[place]?.refusals ?? [])),
  };
}

function refusalsIn(place: PlaceName, refusals: readonly Refusal[]): readonly RefusalRow[] {
  const distinct = new Map(refusals.map((refusal) => [`${refusal.directive} ${refusal.blocked}`, refusal]));
  return [...distinct.values()].map((refusal) => ({ directive: refusal.directive, blocked: refusal.blocked, place, ours: isAttempt(refusal) }));
}

const isAttempt = ({ blocked }: Refusal): boolean => blocked.startsWith(NOWHERE) || blocked.startsWith(NOWHERE.replace("https", "wss")) || blocked.startsWith("data");

/** Browsers list a request that the policy refused, too; of a frame they tell its origin alone. */
const isRefused = ({ address, answeredBy }: SeenRequest, refusals: readonly Refusal[]): boolean =>
  answeredBy === "nobody" && refusals.some(({ blocked }) => blocked === address || blocked.replace(/\/$/, "") === originOf(address));
