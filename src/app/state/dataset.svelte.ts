import type { ColumnVerdict } from "../../engine/api.ts";
import { bytesOfUri, isPictureUri } from "../../engine/data/pictures/uri.ts";
import type { Cell, Cells } from "../../engine/data/table.ts";
import type { DataChange } from "../../engine/data/changes.ts";
import type { TableProfile } from "../../engine/data/profile.ts";
import type { Combination } from "../../ingest/combine/combination.ts";
import type { CombinedPreview, DataSet, TablesTogether } from "../../ingest/data-api.ts";
import type { ReadOptions } from "../../ingest/dialect.ts";
import type { PictureSummary } from "../../ingest/pictures/summary.ts";
import type { Thumbnail } from "../../ingest/pictures/thumbnails.ts";
import type { Outcome } from "../../engine/schema/problem.ts";
import type { Ports } from "./ports.ts";
import type { ReadingState } from "./reading.svelte.ts";

interface Span { readonly from: number; readonly to: number }

/** A profile is sent to the engine at every look at the config; of a very wide table only so many frequent values go along. */
const VALUES_SENT = 50_000;

/** The data set of a project: what the data worker says of it, and the engine's verdict on each column. */
export class DatasetState {
  readonly #ports: Ports;
  readonly #reading: ReadingState;
  #set = $state.raw<DataSet | null>(null);
  #profile = $state.raw<TableProfile | null>(null);
  #verdicts = $state.raw<readonly ColumnVerdict[]>([]);
  /** Grows when cells may have changed, so that windows of rows are fetched anew. */
  #version = $state(0);
  #missing = $state(false);
  #judged = $state(false);
  #kept: string | null = null;

  constructor(ports: Ports, reading: ReadingState) {
    this.#ports = ports;
    this.#reading = reading;
  }

  get set(): DataSet | null {
    return this.#set;
  }
  get verdicts(): readonly ColumnVerdict[] {
    return this.#verdicts;
  }
  get version(): number {
    return this.#version;
  }
  /** The project has a data set, but its rows are no longer in this browser. */
  get missing(): boolean {
    return this.#missing;
  }

  /** The data set that lies in storage, and whose place the one on the screen takes once it lies there too; null: none does. */
  get kept(): string | null {
    return this.#kept;
  }

  /** Its rows can be looked at; what the engine makes of its columns comes with `adopt`. */
  show(set: DataSet): void {
    const known = new Set(set.columns.map(({ name }) => name));
    this.#profile = lean(set.profile);
    this.#set = set;
    this.#verdicts = this.#verdicts.filter(({ column }) => known.has(column));
    this.#judged = false;
    this.#missing = false;
    this.#version += 1;
  }

  /** Resolves when the engine has said what it makes of the columns. */
  async adopt(set: DataSet): Promise<void> {
    this.show(set);
    const profile = this.#profile;
    // A very wide table's profile has just been unpacked; to be sent on it is packed again, in a task of its own.
    await new Promise((done) => setTimeout(done));
    const verdicts = await this.#ports.engine.infer(lean(set.profile));
    if (this.#profile !== profile) return;
    this.#verdicts = verdicts;
    this.#judged = true;
  }

  /** The engine has looked at the columns as they are now. */
  get judged(): boolean {
    return this.#judged;
  }

  /** The worker that held the rows was replaced: they were read back from storage, or are gone (null). */
  async recovered(set: DataSet | null): Promise<void> {
    if (set) return this.adopt(set);
    this.#set = null;
    this.#missing = true;
  }

  /** What the engine is told of the columns: the profile, light enough to be sent often. */
  get profile(): TableProfile | null {
    return this.#profile;
  }

  /** Open what was kept. */
  async restore(id: string, name: string): Promise<void> {
    const set = await this.#reading.restore(id, name);
    this.#kept = set && id;
    if (set) await this.adopt(set);
    else this.#missing = true;
  }

  async keep(id: string): Promise<Outcome<null>> {
    const kept = await this.#ports.data.keep(id);
    if (kept.ok && this.#set?.id === id) this.#kept = id;
    return kept;
  }

  /** Read the file again with other options; false when it stayed as it was. */
  async reread(options: ReadOptions): Promise<boolean> {
    if (!this.#set) return false;
    const set = await this.#reading.reread(this.#set.id, this.#set.name, options);
    return this.#replace(set);
  }

  /** The tables that came together; they are left with `leaveTables`. */
  async tables(): Promise<Outcome<TablesTogether> | null> {
    return this.#set ? this.#ports.data.tables(this.#set.id) : null;
  }

  /** What a combination of them would make; null: the rows are not here. */
  async preview(combination: Combination): Promise<Outcome<CombinedPreview> | null> {
    return this.#set ? this.#ports.data.preview(this.#set.id, combination) : null;
  }

  async leaveTables(): Promise<void> {
    if (this.#set) await this.#ports.data.leaveTables(this.#set.id);
  }

  async setMissing(column: string, spellings: readonly string[]): Promise<boolean> {
    return this.#set ? this.#outcome(await this.#ports.data.setMissing(this.#set.id, column, spellings)) : false;
  }

  async setDecimal(column: string, decimal: "." | ","): Promise<boolean> {
    return this.#set ? this.#outcome(await this.#ports.data.setDecimal(this.#set.id, column, decimal)) : false;
  }

  async setChanges(changes: readonly DataChange[]): Promise<boolean> {
    const outcome = this.#set && (await this.#reading.change(this.#set, changes));
    return outcome ? this.#outcome(outcome) : false;
  }

  /** [rows][columns], cells as they stand in the file. */
  async rows(wanted: Span | readonly number[], columns?: Span): Promise<readonly Cells[]> {
    return this.#set ? this.#ports.data.rows(this.#set.id, wanted, columns) : [];
  }

  /** The cells of one row as features see them, by column. */
  async row(index: number): Promise<Readonly<Record<string, Cell>>> {
    const set = this.#set;
    if (!set) return {};
    const cells = await this.#ports.data.row(set.id, index);
    return Object.fromEntries(set.columns.map(({ name }, i) => [name, cells[i] ?? null]));
  }

  /** All rows when none are named. */
  cells(column: string, rows?: readonly number[]): Promise<Cells> {
    return this.#set ? this.#ports.data.cells(this.#set.id, column, rows) : Promise.resolve([]);
  }

  /** Of cells of a column their pictures made small, to be looked at; null where there is none. */
  thumbnails(column: string, rows: readonly number[], side: number): Promise<readonly (Thumbnail | null)[]> {
    return this.#set ? this.#ports.data.thumbnails(this.#set.id, column, rows, side) : Promise.resolve(rows.map(() => null));
  }

  /** What a column of pictures holds; null: the rows are not here. */
  pictureSummary(column: string): Promise<PictureSummary | null> {
    return this.#set ? this.#ports.data.pictureSummary(this.#set.id, column) : Promise.resolve(null);
  }

  /** The picture of a cell, as it came: the file it names, or what it holds itself; null: there is none. */
  async pictureAt(column: string, row: number): Promise<Blob | null> {
    const [cell] = await this.cells(column, [row]);
    return cell == null ? null : this.picture(cell);
  }

  async picture(cell: string): Promise<Blob | null> {
    if (!isPictureUri(cell)) return this.#set ? this.#ports.data.picture(this.#set.id, cell) : null;
    const bytes = bytesOfUri(cell);
    return bytes && new Blob([bytes as Uint8Array<ArrayBuffer>]); // made by `bytesOfUri`: never shared memory
  }

  async close(): Promise<void> {
    if (this.#set) await this.#ports.data.close(this.#set.id);
    this.#set = null;
  }

  async #outcome(outcome: Outcome<DataSet>): Promise<boolean> {
    if (!outcome.ok) for (const { message } of outcome.problems) this.#ports.toasts.complain(message);
    return this.#replace(outcome.ok ? outcome.value : null);
  }

  async #replace(set: DataSet | null): Promise<boolean> {
    if (!set) return false;
    await this.adopt(set);
    const kept = await this.keep(set.id);
    if (!kept.ok) for (const { message } of kept.problems) this.#ports.toasts.complain(message);
    return true;
  }
}

function lean(profile: TableProfile): TableProfile {
  const each = Math.max(3, Math.floor(VALUES_SENT / Math.max(1, profile.columns.length)));
  if (profile.columns.every(({ top }) => top.length <= each)) return profile;
  return { ...profile, columns: profile.columns.map((column) => ({ ...column, top: column.top.slice(0, each) })) };
}
