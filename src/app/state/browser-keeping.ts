import { backup, backupName, restoreBackup } from "../../storage/backup.ts";
import type { Storage } from "../../storage/index.ts";
import { askedToPersistAt, askToPersist, backedUpAt, space } from "../../storage/space.ts";
import { save } from "../ui/save-file.ts";
import type { KeepingPorts } from "./keeping.svelte.ts";
import type { Toasts } from "./toasts.svelte.ts";

/** Keeping over the storage of this browser. */
export const browserKeeping = (storage: Storage, toasts: Toasts, show: () => void): KeepingPorts => ({
  storage,
  toasts,
  space,
  askToPersist,
  askedToPersistAt,
  backedUpAt,
  backupName,
  backup: (onProgress) => backup(storage, onProgress),
  restore: (file, onProgress) => restoreBackup(storage, file, onProgress),
  save,
  show,
  now: () => Date.now(),
});
