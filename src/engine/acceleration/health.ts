import { words } from "../../messages/en/acceleration.ts";
import type { BackendName } from "./report.ts";

/** Whether a backend can still be trusted. */
export interface Health {
  /** Why not, as the end of "because …"; null while it can. */
  readonly failure: string | null;
  /** Throws `DeviceFailure` unless the device computes something new and right: a lost one may hand out what lay there before. */
  verify(): Promise<void>;
}

/** Backends that a run is done with, and why. */
export type GivenUp = ReadonlyMap<BackendName, string>;

/** The device can no longer be trusted; what it computed since is worth nothing. The message ends "because …". */
export class DeviceFailure extends Error {}

/** JavaScript's own processor is trusted. */
export const SOUND: Health = { failure: null, verify: async () => {} };

/** How a failure begins that the same backend would meet again at once. */
export const noMemory = (): string => words.noMemory;

/** Why the device failed, where an exception says that it did; null where it tells of a mistake of ours. */
export function deviceReason(cause: unknown, health: Health): string | null {
  if (cause instanceof DeviceFailure) return cause.message;
  if (health.failure !== null) return health.failure;
  if (cause instanceof RangeError && /allocat|createBuffer|memory|too large/i.test(cause.message)) return `${noMemory()} (${cause.message})`;
  // WebAssembly's traps; the class itself is not among the names that every host shares.
  if (cause instanceof Error && cause.name === "RuntimeError") return words.wasmBroke(cause.message);
  return null;
}
