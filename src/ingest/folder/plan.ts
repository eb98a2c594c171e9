/** From files to a table: folders of classes, or a table that names its pictures. */
import type { Cells } from "../../engine/data/table.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import type { GivenFile } from "../files.ts";
import { folderColumns } from "./classes.ts";
import type { Survey } from "./survey.ts";

export type Plan =
  /** One row for each picture: columns `image` (the path), and `label` and `split` where folders say so. */
  | { readonly kind: "folders"; readonly columns: Readonly<Record<string, Cells>>; readonly notes: readonly Problem[] }
  /** Read this table; where there are pictures, join them to its rows by `joinPictures`. */
  | { readonly kind: "table"; readonly table: GivenFile; readonly notes: readonly Problem[] }
  /** Several tables: the user picks one of these, or the folders of pictures. */
  | { readonly kind: "choose"; readonly tables: readonly string[]; readonly folders: boolean; readonly message: string };

/** What the user chose among several: a table by its path, or the folders. */
export type PlanChoice = { readonly table: string } | "folders";

/** Fails with a sentence when there is neither a table nor a picture that can be used, or when what was chosen is not there. */
export function planOf(survey: Survey, choice?: PlanChoice): Outcome<Plan> {
  const { tables, pictures } = survey;
  if (choice === "folders" || (choice === undefined && tables.length === 0)) return pictures.length > 0 ? success(fromFolders(survey)) : nothingIn(survey);
  const fit = choice === undefined ? tables : tables.filter(({ path }) => path === choice.table);
  const [table] = fit;
  if (!table) return choice === undefined ? nothingIn(survey) : failed(words.noSuchTable(choice.table, tables.map(({ path }) => path)));
  if (fit.length === 1) return success({ kind: "table", table, notes: othersNotes(survey) });
  const paths = tables.map(({ path }) => path);
  return success({ kind: "choose", tables: paths, folders: pictures.length > 0, message: words.several(paths, pictures.length > 0) });
}

const failed = (message: string): Outcome<never> => failure(error([], message));

/** The first files that were refused tell most of why. */
const SHOWN = 5;

function nothingIn({ refused, others, passedOver }: Survey): Outcome<never> {
  const files = refused.length + others.length + passedOver;
  return failure(...[words.nothing(files), ...refused.slice(0, SHOWN).map(({ path, why }) => words.refusal(path, why))].map((message) => error([], message)));
}

function fromFolders(survey: Survey): Plan {
  const image = survey.pictures.map(({ path }) => path);
  const { label, split } = folderColumns(image);
  const bare = label === null ? [] : image.filter((_, i) => label[i] === null);
  const notes = [
    ...(label === null ? [note([], words.noClasses)] : []),
    ...(bare.length > 0 ? [note([], words.noFolder(bare))] : []),
    ...(split !== null ? [note([], words.split)] : []),
    ...othersNotes(survey),
  ];
  return { kind: "folders", columns: { image, ...(label && { label }), ...(split && { split }) }, notes };
}

const othersNotes = ({ others }: Survey): Problem[] => (others.length > 0 ? [note([], words.others(others))] : []);
