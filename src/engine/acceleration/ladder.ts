import { words } from "../../messages/en/acceleration.ts";
import { noMemory, type GivenUp } from "./health.ts";
import type { BackendName } from "./report.ts";

/** Which backends are left to someone whose device fails at run time. */
export interface Ladder {
  readonly givenUp: GivenUp;
  /** One more failure of a backend; false when nothing is left to try. */
  fail(backend: BackendName, reason: string): boolean;
}

/** Failures after which a slower backend takes over. Only a GPU is worth a second try: what else fails does so again. */
const GRANTED: Readonly<Record<BackendName, number>> = { webgpu: 2, wasm: 1, cpu: 1 };

/** Failures further apart than this do not add up: a laptop may lose its GPU at every sleep. */
const LONG_AGO = 10 * 60_000;

export function ladder(now: () => number): Ladder {
  const failures: { readonly backend: BackendName; readonly at: number }[] = [];
  const givenUp = new Map<BackendName, string>();
  return {
    givenUp,
    fail(backend, reason) {
      if (givenUp.has(backend)) return false; // there was nothing else to be had
      failures.push({ backend, at: now() });
      const recent = failures.filter((failure) => failure.backend === backend && now() - failure.at < LONG_AGO);
      if (recent.length >= GRANTED[backend] || reason.startsWith(noMemory())) givenUp.set(backend, words.failedInUse(reason));
      return !givenUp.has("cpu");
    },
  };
}
