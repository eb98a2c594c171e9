/** What the data worker does for the page and the engine worker: all methods async, everything structured-cloneable. */
import type { DataChange } from "../engine/data/changes.ts";
import type { ReadChange } from "../engine/data/changes-csv.ts";
import type { TableProfile } from "../engine/data/profile.ts";
import type { Geometry, PictureFacts } from "../engine/data/pictures/media.ts";
import type { PartNumber } from "../engine/data/split.ts";
import type { Cells, Table } from "../engine/data/table.ts";
import type { Outcome, Problem } from "../engine/schema/problem.ts";
import type { ColumnSetting } from "./choices.ts";
import type { Combination, JoinBy } from "./combine/combination.ts";
import type { Match } from "./combine/join.ts";
import type { ReadOptions, SourceReading } from "./dialect.ts";
import type { Refused } from "./files.ts";
import type { PictureSummary } from "./pictures/summary.ts";
import type { Thumbnail } from "./pictures/thumbnails.ts";
import type { ExtraColumn, WriteOptions } from "./write.ts";

/**
 * Data sets by id; the caller makes the ids. A method that is given the id of no open data set rejects: that is a bug of
 * the caller. Whatever a user's file can bring about is an `Outcome`.
 */
export interface DataApi {
  /**
   * Read a file or a pasted text. Opening an id again replaces what it held. Choices made for columns of the same names in the open data
   * set `like` are kept: spellings, decimal signs, and the sheet.
   */
  open(id: string, source: DataSource, options: ReadOptions, onProgress?: OnProgress, like?: string, more?: MoreFiles): Promise<Outcome<DataSet>>;
  /** Read the same file with other options, keeping choices by column; on failure or cancel the data set stays as it was. */
  reread(id: string, options: ReadOptions, onProgress?: OnProgress): Promise<Outcome<DataSet>>;
  /**
   * The tables that came together, side by side, and what they could be. They stay in memory beside the data set until it is reread or
   * closed, or `leaveTables`.
   */
  tables(id: string): Promise<Outcome<TablesTogether>>;
  /** What a combination of these tables makes: nothing is changed. */
  preview(id: string, combination: Combination): Promise<Outcome<CombinedPreview>>;
  leaveTables(id: string): Promise<void>;
  /** Stop what is being read, profiled or restored under this id; its call then returns a failure within 300 ms. */
  cancel(id: string): Promise<void>;
  /** Free the memory; what is kept in storage stays. */
  close(id: string): Promise<void>;

  /** The spellings that mean "missing" in a column from now on, all of them: leave one out to keep it as a value. */
  setMissing(id: string, column: string, spellings: readonly string[]): Promise<Outcome<DataSet>>;
  setDecimal(id: string, column: string, decimal: "." | ","): Promise<Outcome<DataSet>>;
  /** All changes to the data from now on, in their order; an empty list is the table as it came. Everything below sees the changed table. On failure or cancel it stays as it was. */
  setChanges(id: string, changes: readonly DataChange[], onProgress?: OnProgress): Promise<Outcome<DataSet>>;

  /**
   * [rows][columns] of a window, cells as they stand in the file, null where they are missing. Rows beyond the end are left out of a window;
   * where rows are named, they keep their place and have no cells. Long cells end in "…" after a thousand characters.
   * Of all columns, or of those from `from` to before `to`.
   */
  rows(id: string, wanted: RowsWanted, columns?: { readonly from: number; readonly to: number }): Promise<readonly Cells[]>;
  /** [rows] of one column as features see them: decimals with a point. All rows when none are named. */
  cells(id: string, column: string, rows?: readonly number[]): Promise<Cells>;
  /** [columns] of one row as features see them. */
  row(id: string, row: number): Promise<Cells>;
  /** The whole table, whose cells nobody changes; another worker has a copy or sees the same memory. The contents of files that cells name stay here. */
  table(id: string): Promise<NamedTable>;
  /** Of each cell that names a picture [height, width, channels] from 0 to 255; null where there is none that can be read. */
  pixels(id: string, cells: readonly (string | null)[], geometry: Geometry): Promise<readonly (Uint8Array | null)[]>;
  /** Of cells of a column (rows counting from 0) their pictures within a square of `side` pixels; null where there is none that can be read. */
  thumbnails(id: string, column: string, rows: readonly number[], side: number): Promise<readonly (Thumbnail | null)[]>;
  /** What a column of pictures holds. */
  pictureSummary(id: string, column: string): Promise<PictureSummary>;
  /** The file of a picture as it came; null: there is none of that path. */
  picture(id: string, path: string): Promise<Blob | null>;
  /** A CSV file: the table's cells as they stand, and more columns beside them. */
  writeCsv(id: string, extra: readonly ExtraColumn[], options?: WriteOptions): Promise<Outcome<Blob>>;

  /** What a list of changes says that was saved as a file, whatever table it belongs to. */
  readChanges(file: Blob): Promise<Outcome<readonly ReadChange[]>>;

  /** Keep the table in storage. */
  keep(id: string): Promise<Outcome<null>>;
  /** Open what was kept; its file is not at hand, so it cannot be reread. */
  restore(id: string, onProgress?: OnProgress): Promise<Outcome<DataSet>>;
  /** Remove it from storage. */
  forget(id: string): Promise<void>;
}

export type DataSource = Blob | FolderSource | ChosenFolder | HeldFiles | MorePictures | { readonly name: string; readonly text: string };
/** Files that were chosen or dropped together. */
export interface FolderSource { readonly name: string; readonly files: readonly FolderFile[] }
/** A folder that was chosen or dropped, by its handle: its files are listed where they are read. */
export interface ChosenFolder { readonly name: string; readonly folder: FileSystemDirectoryHandle }
/** So many files that were chosen or dropped together, still with whoever asks: they are fetched by `more`. */
export interface HeldFiles { readonly name: string; readonly count: number }
/** A few of the files that are held, from that one on; none: there are no more. No page can hand thousands over in one task without standing still. */
export type MoreFiles = (from: number) => Promise<readonly FolderFile[]>;
/** Pictures for below the rows of the open data set `to`, which folders of pictures made: its rows stay as they are, and so do all choices and changes. */
export type MorePictures = (FolderSource | HeldFiles) & { readonly to: string };
export interface FolderFile {
  /** Relative, with "/" between folders. */
  readonly path: string;
  readonly file: Blob;
  /** The class of one of more pictures; of others their folders say it. */
  readonly label?: string;
}
export type RowsWanted = { readonly from: number; readonly to: number } | readonly number[];
export type OnProgress = (progress: Progress) => void;

export interface Progress {
  readonly stage: "reading" | "profiling" | "restoring" | "changing";
  /** From 0 to 1 within the stage. */
  readonly done: number;
  readonly rows: number;
}

export interface DataSet {
  readonly id: string;
  readonly name: string;
  readonly profile: TableProfile;
  /** Asked for and read with are two values: what the user overruled, and all that was used. */
  readonly asked: ReadOptions;
  readonly dialect: SourceReading;
  /** By column: the spellings read as missing and the decimal sign, as settled or set. */
  readonly columns: readonly ColumnSetting[];
  readonly notes: readonly Problem[];
  /** What the user changed beside the file, oldest first. */
  readonly changes: readonly DataChange[];
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 over names, cells, missing spellings, decimal signs and the rows left out, all as they were changed: equal tables have equal fingerprints. */
  readonly fingerprint: string;
  /** Time it took to read. */
  readonly milliseconds: number;
  /** Whether the file is at hand to be read again. */
  readonly rereadable: boolean;
}

export interface SideTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** Of a split, as its name says; null where it says none. */
  readonly part: PartNumber | null;
  /** The tables that keys lead to when this one is the first. */
  readonly joins: readonly JoinBy[];
}

/** Tables that came together. */
export interface TablesTogether {
  readonly tables: readonly SideTable[];
  /** Those that cannot be read. */
  readonly refused: readonly Refused[];
  /** Null where neither names nor columns say anything. */
  readonly proposed: Combination | null;
}

export interface CombinedPreview {
  readonly rows: number;
  readonly columns: readonly string[];
  /** [rows][columns] the first few of both, as they stand in the files. */
  readonly cells: readonly Cells[];
  readonly notes: readonly Problem[];
  /** Of a join, in the order of the tables joined; of their keys the first few. */
  readonly matches: readonly (Match & { readonly repeats: number })[];
}

export interface NamedTable {
  readonly table: Pick<Table, "rows" | "columns" | "changed">;
  readonly name: string;
  readonly fingerprint: string;
  /** What is known of the pictures that came with the table, by their paths; absent: none did. */
  readonly pictures?: ReadonlyMap<string, PictureFacts>;
}
