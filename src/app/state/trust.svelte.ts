import type { Attempt } from "../../privacy/attempts.ts";
import type { Place, PlaceReport } from "../../privacy/place.ts";
import { accountOf, PLACES, type PlaceName, type Reports, type RequestAccount } from "../privacy/summary.ts";

/** A place as the page reaches it; a worker may not be running, or not answer. */
export interface PlacePort {
  /** Null while it is not started: looking starts nothing. */
  look(): Promise<PlaceReport | null>;
  /** Starts it if need be. */
  tryToSend: Place["tryToSend"];
}
export type TrustPorts = Readonly<Record<PlaceName, PlacePort>>;

export type PlaceView =
  | { readonly state: "unknown" | "not_started" | "silent" }
  | { readonly state: "seen"; readonly report: PlaceReport };

/** `half`: every attempt that could be made was refused, but a place could not be asked. */
export type Verdict = "untried" | "held" | "half" | "open";

/** How long a worker may take to answer before it is called silent, in milliseconds. */
const PATIENCE = 4000;

/** What the page and the workers asked for, under which policy, and whether a byte can be sent. */
export class TrustState {
  readonly #ports: TrustPorts;
  #views = $state.raw<Readonly<Record<PlaceName, PlaceView>>>({ page: { state: "unknown" }, data: { state: "unknown" }, engine: { state: "unknown" } });
  #attempts = $state.raw<Readonly<Partial<Record<PlaceName, readonly Attempt[] | "silent">>>>({});
  #trying = $state(false);
  #readyAt = $state<number | null>(null);
  #looking: Promise<void> | null = null;
  /** With all that was ever reported: a worker that was started anew remembers nothing of the one before. */
  #reports = $state.raw<Reports>({});
  readonly #account = $derived(accountOf(this.#reports, this.#readyAt));

  constructor(ports: TrustPorts) {
    this.#ports = ports;
  }

  get places(): Readonly<Record<PlaceName, PlaceView>> {
    return this.#views;
  }
  get attempts(): Readonly<Partial<Record<PlaceName, readonly Attempt[] | "silent">>> {
    return this.#attempts;
  }
  get trying(): boolean {
    return this.#trying;
  }
  /** Milliseconds since 1970; null while the app is starting. */
  get readyAt(): number | null {
    return this.#readyAt;
  }
  get account(): RequestAccount {
    return this.#account;
  }
  get verdict(): Verdict {
    const tried = PLACES.map((place) => this.#attempts[place]);
    if (tried.every((attempts) => attempts === undefined)) return "untried";
    if (tried.some((attempts) => Array.isArray(attempts) && attempts.some(({ result }) => result === "not_refused" || result === "not_tried"))) return "open";
    return tried.every((attempts) => Array.isArray(attempts)) ? "held" : "half";
  }

  /** From this moment on the app asks for nothing that it needs to start; in milliseconds since 1970. */
  ready(at: number): void {
    this.#readyAt = at;
  }

  /** Ask every place what it has seen; a second call while one goes on waits for it. */
  look(): Promise<void> {
    this.#looking ??= Promise.all(PLACES.map((place) => this.#lookAt(place))).then(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Try every way out, in all places at once. */
  async tryToSend(): Promise<void> {
    if (this.#trying) return;
    this.#trying = true;
    this.#attempts = {};
    await Promise.all(PLACES.map(async (place) => {
      const attempts = await this.#ports[place].tryToSend().catch(() => "silent" as const);
      this.#attempts = { ...this.#attempts, [place]: attempts };
    }));
    await this.#looking; // it may have begun before the last report came in
    await this.look();
    this.#trying = false;
  }

  async #lookAt(place: PlaceName): Promise<void> {
    const silent = new Promise<"silent">((resolve) => setTimeout(() => resolve("silent"), PATIENCE));
    const report = await Promise.race([this.#ports[place].look().catch(() => "silent" as const), silent]);
    if (report !== null && report !== "silent") this.#reports = { ...this.#reports, [place]: withEarlier(report, this.#reports[place]) };
    const view: PlaceView = report === "silent" ? { state: "silent" } : report ? { state: "seen", report } : { state: "not_started" };
    this.#views = { ...this.#views, [place]: view };
  }
}

/** A report, and what an earlier one said that this one does not. */
function withEarlier(report: PlaceReport, earlier: PlaceReport | undefined): PlaceReport {
  if (!earlier) return report;
  const began = Math.min(...report.requests.map(({ at }) => at), ...report.refusals.map(({ at }) => at));
  const before = <T extends { readonly at: number }>(entries: readonly T[]) => entries.filter(({ at }) => at < began);
  return { ...report, requests: [...before(earlier.requests), ...report.requests], refusals: [...before(earlier.refusals), ...report.refusals] };
}
