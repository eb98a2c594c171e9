import type { Storage } from "../../storage/index.ts";
import { success } from "../../engine/schema/problem.ts";
import { save } from "../charts/export.ts";
import type { KeepingPorts } from "./keeping.svelte.ts";
import { browserMemo } from "./memo.ts";
import type { Toasts } from "./toasts.svelte.ts";

/** Keeping over the storage of this browser. */
export const browserKeeping = (storage: Storage, toasts: Toasts, show: () => void): KeepingPorts => ({
  storage,
  toasts,
  show,
  save,
  memo: browserMemo(() => localStorage),
  space: async () => ({ used: 38_400_000, available: 58_000_000_000, persisted: false }),
  askToPersist: async () => "refused",
  backup: async () => success(new Blob(["x"])),
  restore: async () => success({ restored: 0, skipped: 0, problems: [] }),
  now: () => Date.now(),
});
