/** Files that came together, as a folder or an archive, to one table with its pictures. */
import { columnFrom, type Cells, type Table } from "../../engine/data/table.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import { words as reading } from "../../messages/en/ingest.ts";
import type { ReadTable } from "../csv.ts";
import type { Reading, ReadOptions, SourceReading } from "../dialect.ts";
import { blobOf, type GivenFile, type Refused } from "../files.ts";
import { readTable, type TableHooks } from "../formats/read.ts";
import { Pace } from "../pace.ts";
import type { PictureFile } from "../pictures/library.ts";
import { Unreadable } from "../source.ts";
import { mayBeOne, putTogether, type ReadPart, type Together } from "./together.ts";
import { joinPictures } from "./join.ts";
import { planOf } from "./plan.ts";
import { surveyOf, type Survey } from "./survey.ts";

export interface ReadFiles {
  readonly table: Table;
  readonly dialect: SourceReading;
  readonly notes: readonly Problem[];
  readonly bytes: number;
  readonly pictures: readonly PictureFile[];
}

/** Looking through the files takes most of the time: as a share of the whole. */
const LOOKING = 0.9;

/**
 * One table, the pictures that it names beside it: read from the table among the files, or made of folders of pictures. Of several tables
 * `options.among` names one, or a way to put some together (`putTogether`); the first when it names none; "" asks for the folders. Files that cannot be used are listed in the notes, each
 * with its reason.
 */
export async function readFiles(files: readonly GivenFile[], options: ReadOptions, hooks: TableHooks): Promise<Outcome<ReadFiles>> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const surveyed = await surveyOf(files, {
    signal: hooks.signal,
    onProgress: (done, pictures) => hooks.onProgress?.(LOOKING * done * bytes, pictures),
  });
  if (!surveyed.ok) return surveyed;
  const survey = surveyed.value;
  const together = await togetherOf(survey, options, hooks);
  if (together?.made) {
    const { name, dialect, notes } = together.made;
    const { table, pictures, notes: joined } = withPictures(together.made.table, name, survey);
    return success({ table, bytes, dialect: { ...dialect, among: amongOf(name, survey, together.names) }, pictures, notes: [...survey.notes, ...refusedNotes(survey.refused), ...notes, ...joined] });
  }
  const plan = planOf(survey, options.among);
  if (!plan.ok) return plan;
  const made = plan.value.kind === "folders" ? success({ ...ofFolders(plan.value.columns), pictures: survey.pictures }) : await ofTable(plan.value.table, survey, options, hooks);
  if (!made.ok) return made;
  const { table, dialect, notes, pictures } = made.value;
  const among = amongOf(plan.value.kind === "folders" ? "" : plan.value.table.path, survey, together?.names ?? []);
  return success({
    table, bytes, dialect: { ...dialect, among }, pictures,
    notes: [...plan.value.notes, ...severalNotes(among), ...survey.notes, ...refusedNotes(survey.refused), ...notes],
  });
}

interface Made {
  readonly table: Table;
  readonly dialect: SourceReading;
  readonly notes: readonly Problem[];
  /** Those that belong to the table. */
  readonly pictures: readonly PictureFile[];
}

function ofFolders(columns: Readonly<Record<string, Cells>>): Omit<Made, "pictures"> {
  const made = Object.entries(columns).map(([name, cells]) => columnFrom(name, cells));
  return { table: { rows: made[0]?.ends.length ?? 0, columns: made }, dialect: { format: "folder" }, notes: [] };
}

async function ofTable(file: GivenFile, survey: Survey, options: ReadOptions, hooks: TableHooks): Promise<Outcome<Made>> {
  const read = await readFile(file, options, hooks);
  if (!read.ok) return read;
  const { table, pictures, notes } = withPictures(read.value.table, file.path, survey);
  return success({ table, dialect: read.value.dialect, notes: [...read.value.notes, ...notes], pictures });
}

async function readFile(file: GivenFile, options: ReadOptions, { onProgress: _, ...hooks }: TableHooks): Promise<Outcome<ReadTable<Reading>>> {
  const blob = await blobOf(file, new Pace(hooks.signal)).catch((cause: unknown) => {
    if (cause instanceof Unreadable) return words.refusal(file.path, cause.message);
    throw cause;
  });
  if (!(blob instanceof Blob)) return failure(error([], blob ?? reading.cancelled));
  return readTable(blob, file.path, options, hooks);
}

/** The pictures that a table's cells name, from the folder of its path on. */
function withPictures(read: Table, path: string, survey: Survey): Pick<Made, "table" | "pictures" | "notes"> {
  const { table, columns, unused, notes } = joinPictures(read, path, survey);
  const left = new Set(unused);
  return { table, notes, pictures: columns.length === 0 ? [] : survey.pictures.filter((picture) => !left.has(picture.path)) };
}

/** Null where there are not several tables to put together; those that cannot be read are left out here, and fail when they are chosen. */
async function togetherOf({ tables }: Survey, options: ReadOptions, hooks: TableHooks): Promise<Together | null> {
  if (!mayBeOne(tables)) return null;
  const parts: ReadPart[] = [];
  for (const file of tables) {
    const read = await readFile(file, options, hooks);
    if (read.ok) parts.push({ name: file.path, ...read.value });
  }
  return putTogether(parts, options.among);
}

const amongOf = (chosen: string, { tables, pictures }: Survey, ways: readonly string[]): NonNullable<SourceReading["among"]> =>
  ({ chosen, tables: [...tables.map(({ path }) => path), ...ways], pictures: pictures.length });

const severalNotes = ({ tables, chosen }: { readonly tables: readonly string[]; readonly chosen: string }): Problem[] =>
  tables.length > 1 ? [note([], words.oneOf(chosen, tables.filter((path) => path !== chosen)))] : [];

/** The first of a kind are told one by one. */
const SHOWN = 20;

export function refusedNotes(refused: readonly Refused[]): Problem[] {
  const first = refused.slice(0, SHOWN).map(({ path, why }) => note([], words.refusal(path, why)));
  return refused.length > SHOWN ? [...first, note([], words.refusedToo(refused.length - SHOWN))] : first;
}
