/** From files to a table: folders of classes, or a table that names its pictures. */
import type { Cells } from "../../engine/data/table.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import type { GivenFile } from "../files.ts";
import { noteOfMany } from "../listing.ts";
import { folderColumns } from "./classes.ts";
import type { Survey } from "./survey.ts";

export type Plan =
  /** One row for each picture: columns `image` (the path, under whatever name), and `label` and `split` where folders say so. */
  | { readonly kind: "folders"; readonly columns: Readonly<Record<string, Cells>>; readonly notes: readonly Problem[] }
  /** Read this table; where there are pictures, join them to its rows by `joinPictures`. */
  | { readonly kind: "table"; readonly table: GivenFile; readonly notes: readonly Problem[] };

/**
 * `wanted`: the path of a table, or "" for the folders of pictures; where there is no table of that path, or no picture, as if none were named:
 * the first table, or the folders where there is none. Fails with a sentence when there is neither a table nor a picture that can be used.
 */
export function planOf(survey: Survey, wanted?: string, image = "image"): Outcome<Plan> {
  const { tables, pictures } = survey;
  const table = wanted === "" && pictures.length > 0 ? undefined : (tables.find(({ path }) => path === wanted) ?? tables[0]);
  if (table) return success({ kind: "table", table, notes: othersNotes(survey) });
  return pictures.length > 0 ? success(fromFolders(survey, image)) : nothingIn(survey);
}

/** The first files that were refused tell most of why. */
const SHOWN = 5;

function nothingIn({ refused, others, passedOver }: Survey): Outcome<never> {
  const files = refused.length + others.length + passedOver;
  return failure(...[words.nothing(files), ...refused.slice(0, SHOWN).map(({ path, why }) => words.refusal(path, why))].map((message) => error([], message)));
}

function fromFolders(survey: Survey, image: string): Plan {
  const paths = survey.pictures.map(({ path }) => path);
  const { label, split } = folderColumns(paths);
  const bare = label === null ? [] : paths.filter((_, i) => label[i] === null);
  const notes = [
    ...(label === null ? [note([], words.noClasses)] : []),
    ...noteOfMany(words.noFolder, bare),
    ...(split !== null ? [note([], words.split)] : []),
    ...othersNotes(survey),
  ];
  return { kind: "folders", columns: { [image]: paths, ...(label && image !== "label" && { label }), ...(split && image !== "split" && { split }) }, notes };
}

const othersNotes = ({ others }: Survey): Problem[] => noteOfMany(words.others, others);
