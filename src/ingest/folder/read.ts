/** Files that came together, as a folder or an archive, to one table with its pictures. */
import { columnFrom, type Cells, type Table } from "../../engine/data/table.ts";
import { failure, note, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import { combine, nameOf, tablesOf, type Combination } from "../combine/combination.ts";
import { shareColumns } from "../combine/propose.ts";
import type { ReadOptions, SourceReading } from "../dialect.ts";
import type { GivenFile, Refused } from "../files.ts";
import type { TableHooks } from "../formats/read.ts";
import { listed } from "../listing.ts";
import type { PictureFile } from "../pictures/library.ts";
import { joinPictures } from "./join.ts";
import { planOf } from "./plan.ts";
import { surveyOf, type Survey } from "./survey.ts";
import { readFile, readParts, togetherOf } from "./together.ts";

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
 * `options.together` says how they become one, or `options.among` names one; the first when nothing is said; "" asks for the folders. Files that
 * cannot be used are listed in the notes, each with its reason.
 */
export async function readFiles(files: readonly GivenFile[], options: ReadOptions, hooks: TableHooks): Promise<Outcome<ReadFiles>> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const surveyed = await surveyOf(files, {
    signal: hooks.signal,
    onProgress: (done, pictures) => hooks.onProgress?.(LOOKING * done * bytes, pictures),
  });
  if (!surveyed.ok) return surveyed;
  const survey = surveyed.value;
  const together = togetherOf(survey.tables, options);
  if (together && together.way !== "one") {
    const made = await putTogether(together, survey, options, hooks);
    if (made.ok) return success({ ...made.value, bytes, notes: [...survey.notes, ...refusedNotes(survey.refused), ...made.value.notes] });
    if (together === options.together) return made;
  }
  const plan = planOf(survey, together?.way === "one" ? together.table : options.among, options.pictures);
  if (!plan.ok) return plan;
  const made = plan.value.kind === "folders" ? success({ ...ofFolders(plan.value.columns), pictures: survey.pictures }) : await ofTable(plan.value.table, survey, options, hooks);
  if (!made.ok) return made;
  const { table, dialect, notes, pictures } = made.value;
  const among = amongOf(plan.value.kind === "folders" ? "" : plan.value.table.path, survey);
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

/** The pictures that a table's cells name, from the folder of its path on. */
function withPictures(read: Table, path: string, survey: Survey): Pick<Made, "table" | "pictures" | "notes"> {
  const { table, columns, unused, notes } = joinPictures(read, path, survey);
  const left = new Set(unused);
  return { table, notes, pictures: columns.length === 0 ? [] : survey.pictures.filter((picture) => !left.has(picture.path)) };
}

/** Where names alone say that tables are parts of one, their columns must say so, too. */
async function putTogether(together: Combination, survey: Survey, options: ReadOptions, hooks: TableHooks): Promise<Outcome<Made>> {
  const read = await readParts(tablesOf(together), survey.tables, options, hooks);
  if (!read.ok) return read;
  if (together !== options.together && !shareColumns(read.value)) return failure();
  const combined = combine(together, read.value);
  if (!combined.ok) return combined;
  const { table, pictures, notes } = withPictures(combined.value.table, tablesOf(together)[0]!, survey);
  const among = { ...amongOf(nameOf(together), survey), together };
  return success({ table, pictures, dialect: { ...read.value[0]!.dialect, among }, notes: [...combined.value.notes, ...read.value.flatMap((part) => part.notes), ...notes] });
}

const amongOf = (chosen: string, { tables, pictures }: Survey): NonNullable<SourceReading["among"]> =>
  ({ chosen, tables: tables.map(({ path }) => path), pictures: pictures.length });

const severalNotes = ({ tables, chosen }: { readonly tables: readonly string[]; readonly chosen: string }): Problem[] =>
  tables.length > 1 ? [note([], words.oneOf(chosen, tables.filter((path) => path !== chosen)))] : [];

/** The first of a kind are told one by one. */
const SHOWN = 20;

export function refusedNotes(refused: readonly Refused[]): Problem[] {
  const first = refused.slice(0, SHOWN).map(({ path, why }) => note([], words.refusal(path, why)));
  const rest = refused.slice(SHOWN).map(({ path, why }) => words.refusal(path, why));
  return rest.length > 0 ? [...first, { ...note([], words.refusedToo(rest.length)), all: listed(rest) }] : first;
}
