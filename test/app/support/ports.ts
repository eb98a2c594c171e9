/** The app's state over the real engine, reader and storage, all in this process; only the workers between them are left out. */
import { createEngine } from "../../../src/engine/index.ts";
import { failure, error } from "../../../src/engine/schema/problem.ts";
import { DataSets } from "../../../src/ingest/data-set.ts";
import type { DataSetStore } from "../../../src/ingest/data-store.ts";
import { withMedia } from "../../../src/ingest/pictures/remote.ts";
import { assetReader } from "../../../src/storage/assets.ts";
import { memoryStorage } from "../../../src/storage/memory.ts";
import type { Sample } from "../../../src/app/assets.ts";
import { AppState } from "../../../src/app/state/app.svelte.ts";
import { KeepingState } from "../../../src/app/state/keeping.svelte.ts";
import type { Ports } from "../../../src/app/state/ports.ts";
import { Router, type Addressed } from "../../../src/app/state/router.svelte.ts";
import { Theme } from "../../../src/app/state/theme.svelte.ts";
import type { PlacePort } from "../../../src/app/state/trust.svelte.ts";
import { TabsState } from "../../../src/app/state/tabs.svelte.ts";
import { Toasts } from "../../../src/app/state/toasts.svelte.ts";
import { KeptTables } from "../../support/kept-tables.ts";
import { silence, type Browser } from "./browser.ts";

/** What outlives a reload: the records and the kept tables. */
export interface Disk { readonly storage: ReturnType<typeof memoryStorage>; readonly tables: DataSetStore; readonly keptTables: ReadonlyMap<string, unknown> }

export function disk(storage = memoryStorage("")): Disk {
  const tables = new KeptTables();
  return { storage, tables, keptTables: tables.kept };
}

export const SAMPLE: Sample = { id: "penguins", file: "penguins.csv", rows: 4, columns: [], inputs: ["beak"], outputs: ["species"], missing: { sex: ["."] }, synthetic: false };

/** A page that was just opened. */
export function openPage(from: Disk, sampleText = "", browser: Browser = { locks: null, channel: () => silence }): { readonly app: AppState; readonly ports: Ports; readonly address: { hash: string }; readonly saved: readonly { readonly file: Blob; readonly name: string }[] } {
  const data = new DataSets(from.tables);
  const engine = createEngine({ version: "test", table: async (id) => withMedia(await data.table(id), id, data), asset: assetReader(Promise.resolve(from.storage)) });
  let ids = 0;
  const toasts = new Toasts();
  const saved: { readonly file: Blob; readonly name: string }[] = [];
  const tabs = new TabsState({ ...browser, id: crypto.randomUUID(), version: browser.version ?? "1.0.0" });
  const ports: Ports = { engine, data, storage: from.storage, toasts, tabs, keeping: keepingOf(from, toasts), places, save: (file, name) => void saved.push({ file, name }), now: () => Date.now(), newId: () => `id-${Date.now()}-${(ids += 1)}` };
  const location = { hash: "", replace: (hash: string) => void (location.hash = hash) };
  const page: Addressed = { location, addEventListener: () => {} };
  const theme = new Theme({ read: () => null, write: () => {}, show: () => {}, prefersDark: { matches: false, addEventListener: () => {} } });
  const shelf = { list: () => Promise.resolve([SAMPLE]), read: () => Promise.resolve(new File([sampleText], SAMPLE.file)) };
  return { app: new AppState(ports, new Router(page), theme, shelf), ports, address: location, saved };
}

/** Of this process there is nothing to report: the places have tests of their own. */
const quiet: PlacePort = { look: async () => null, tryToSend: async () => [] };
const places = { page: quiet, data: quiet, engine: quiet };

function keepingOf({ storage }: Disk, toasts: Toasts): KeepingState {
  const nothing = () => Promise.resolve(failure(error([], "not in this test")));
  return new KeepingState({
    storage,
    toasts,
    space: async () => null,
    askToPersist: async () => "unknown",
    askedToPersistAt: () => null,
    backedUpAt: () => null,
    backupName: () => "",
    backup: nothing,
    restore: nothing,
    save: () => undefined,
    show: () => undefined,
    now: () => Date.now(),
  });
}
