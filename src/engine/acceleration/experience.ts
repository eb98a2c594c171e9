import type { Load } from "./forecast.ts";
import type { BackendName, BackendReport } from "./report.ts";

/** How long a step of some kind of model took on a device of this machine. */
export interface Timed {
  readonly backend: BackendName;
  /** The adapter or engine behind the backend, as the report names it, with its threads. */
  readonly device: string;
  /** Kind and size of the model, by `kindOf`. */
  readonly kind: string;
  readonly milliseconds: number;
}

/** What was timed on this machine, the newest last; the page keeps it from visit to visit. */
export interface Experience {
  note(timed: Timed): void;
  /** Of that backend and device; null where nothing alike was timed. */
  find(backend: BackendName, device: string, kind: string): Timed | null;
  /** The fastest of that kind on any backend; of the one that runs, on its very device: with as many threads, not with those of another visit. */
  fastest(kind: string, running: Pick<BackendReport, "chosen" | "device">): Timed | null;
  all(): readonly Timed[];
}

/** Older ones are forgotten. */
const MOST = 100;

export function experience(): Experience {
  const known = new Map<string, Timed>();
  const key = ({ backend, device, kind }: Pick<Timed, "backend" | "device" | "kind">): string => [backend, device, kind].join("|");
  return {
    note(timed) {
      known.delete(key(timed));
      known.set(key(timed), timed);
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
    },
    find: (backend, device, kind) => known.get(key({ backend, device, kind })) ?? null,
    fastest: (kind, { chosen, device }) =>
      [...known.values()]
        .filter((timed) => timed.kind === kind && (timed.backend !== chosen || timed.device === device))
        .sort((a, b) => a.milliseconds - b.milliseconds)
        .at(0) ?? null,
    all: () => [...known.values()],
  };
}

/** Models of one kind take about the same time a step: their sizes agree to a factor of √2, their depth and batch exactly. */
export function kindOf({ batchSize, layers, multiplyAdds, activations, parameters }: Load): string {
  const sizes = [multiplyAdds, activations, parameters].map((size) => Math.round(2 * Math.log2(1 + size)));
  return [batchSize, layers, ...sizes].join("/");
}

/** Is this something that `Experience.all` gave, whoever kept it since? */
export function isTimed(value: unknown): value is Timed {
  if (typeof value !== "object" || value === null) return false;
  const { backend, device, kind, milliseconds } = value as Partial<Record<keyof Timed, unknown>>;
  return ["webgpu", "wasm", "cpu"].includes(backend as string) && typeof device === "string" && typeof kind === "string" && typeof milliseconds === "number" && milliseconds > 0;
}
