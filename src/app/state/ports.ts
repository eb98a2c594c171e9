import type { EngineApi } from "../../engine/api.ts";
import type { DataApi } from "../../ingest/data-api.ts";
import type { Storage } from "../../storage/index.ts";
import type { KeepingState } from "./keeping.svelte.ts";
import type { TabsState } from "./tabs.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";
import type { TrustPorts } from "./trust.svelte.ts";

/** What the state asks of its surroundings: the two workers, the storage, a clock; tests bring their own. */
export interface Ports {
  readonly engine: EngineApi;
  readonly data: DataApi;
  readonly storage: Storage;
  readonly toasts: Toasts;
  readonly keeping: KeepingState;
  readonly places: TrustPorts;
  readonly tabs: TabsState;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  /** Hand a file to the browser's downloads. */
  save(file: Blob, name: string): void;
}
