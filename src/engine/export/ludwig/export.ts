import type { EngineHost } from "../../api.ts";
import { readYaml } from "../../config/open.ts";
import type { OpenedConfig } from "../../config/opened.ts";
import { blockLines } from "../../config/render.ts";
import { csvText } from "../../data/csv.ts";
import { isPictureUri } from "../../data/pictures/uri.ts";
import { prepareRows } from "../../data/rows.ts";
import { splitRows, type Split } from "../../data/split.ts";
import { cellsOf, columnNamed, type Cells, type Table } from "../../data/table.ts";
import { words } from "../../../messages/en/export.ts";
import type { Json } from "../../schema/json.ts";
import { error, success, type Outcome, type Path, type Problem } from "../../schema/problem.ts";
import { readAssets } from "../../training/assets.ts";
import { pack, type Files } from "../zip.ts";
import { ludwigReadme } from "./readme.ts";
import { plainColumns, toLudwig } from "./translate.ts";

/** project: whose files the config may name. */
export interface LudwigExportRequest { readonly yaml: string; readonly dataset: string; readonly seed: number; readonly project?: string }

/**
 * A config and its data for Ludwig, as a zip of config.yaml, data.csv, README.md and the files that the config names: the rows that a run with this seed uses, with the
 * part that each belongs to as a column. Whatever only Fidelio has is refused by name, all at once and at its line.
 */
export async function exportLudwig({ yaml, dataset, seed, project }: LudwigExportRequest, host: EngineHost): Promise<Outcome<Uint8Array>> {
  const { table, name } = await host.table(dataset);
  const splitColumn = freeName("split", table.columns.map((column) => column.name));
  const { opened, problems } = readYaml(yaml, (read) => [...toLudwig(read, splitColumn).problems, ...sameInLudwig(read), ...filesInLudwig(read)]);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!opened || errors.length > 0) return { ok: false, problems: errors };
  const files = await filesOf(opened, host, project);
  if (!files.ok) return files;
  const chosen = prepareRows(opened, table, seed);
  if (!chosen.ok) return chosen;
  const shared = splitRows(opened.preprocessing.split, seed, table, chosen.value.rows);
  if (!shared.ok) return shared;
  const { training, validation, test } = shared.value;
  const rows = { training: training.length, validation: validation.length, test: test.length };
  const config = blockLines(toLudwig(opened, splitColumn).config, { step: 2, indentLists: true }).join("\n");
  return success(pack({
    "config.yaml": utf8(`${config}\n`),
    "data.csv": utf8(csvText(columnsOf(opened, table, shared.value, splitColumn))),
    "README.md": utf8(ludwigReadme({ dataset: name, app: host.version, seed, rows, splitColumn, pictures: namingPictures(opened, table), files: Object.keys(files.value) })),
    ...files.value,
  }));
}

/** The columns of the features, in the config's order, then the part that each row belongs to; rows as in the table. */
function columnsOf(opened: OpenedConfig, table: Table, split: Split, splitColumn: string): Readonly<Record<string, Cells>> {
  const parts = [split.training, split.validation, split.test].flatMap((rows, part) => Array.from(rows, (row) => [row, String(part)] as const)).sort(([a], [b]) => a - b);
  const rows = parts.map(([row]) => row);
  const names = [...new Set([...opened.inputs, ...opened.outputs].map(({ column }) => column))];
  const plain = plainColumns(opened);
  const cells = (name: string): Cells => {
    const read = plain.get(name);
    return cellsOf(columnNamed(table, name)!, rows).map((cell) => (!read || cell === null || Number.isNaN(read(cell)) ? cell : String(read(cell))));
  };
  return { ...Object.fromEntries(names.map((name) => [name, cells(name)])), [splitColumn]: parts.map(([, part]) => part) }; // the rows were prepared from these columns
}

/** The columns whose cells lead to files beside the table; a picture inside a cell goes along. */
const namingPictures = ({ inputs }: OpenedConfig, table: Table): readonly string[] =>
  inputs.map(({ column }) => column).filter((column) => cellsOf(columnNamed(table, column)!).some((cell) => cell !== null && !isPictureUri(cell) && table.media?.picture(cell))); // the rows were prepared from these columns

/** Ludwig writes "_" for these signs in names, and may then take two for one. */
function sameInLudwig({ inputs, outputs, places }: OpenedConfig): readonly Problem[] {
  const plain = (text: string): string => text.replaceAll(/[(){}.:"'[\]]/g, "_");
  const features = [...inputs.map(({ name, column }, i) => ({ name, column, path: places.inputs[i]! })), ...outputs.map(({ name, column }, i) => ({ name, column, path: places.outputs[i]! }))];
  return features.flatMap(({ column, path }, i) => {
    const twin = features.slice(0, i).find((other) => other.column !== column && plain(other.column) === plain(column));
    return twin ? [error(path, words.ludwig.sameName(twin.column, column))] : [];
  });
}

/** The files that the config names, by the names that it gives them. */
async function filesOf(opened: OpenedConfig, host: EngineHost, project: string | undefined): Promise<Outcome<Files>> {
  const names = [...new Set(namedIn(opened).map(({ name }) => name))];
  if (names.length === 0) return success({});
  const { assets, problems } = await readAssets(opened, host, project);
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.length > 0 ? { ok: false, problems: errors } : success(Object.fromEntries(names.map((name) => [name, assets.bytes(name)!]))); // what could not be read is an error
}

const namedIn = ({ inputs, outputs }: OpenedConfig) => [...inputs, ...outputs].flatMap(({ assets }) => assets);

/**
 * Vocabularies and word vectors Ludwig reads as Fidelio does. Its `hf_tokenizer` reads a folder of Hugging Face's, and no file by itself; and no name may
 * lead out of the archive. What else names a file is Fidelio's own, and is told as such.
 */
function filesInLudwig(opened: OpenedConfig): readonly Problem[] {
  return namedIn(opened).flatMap(({ name, path }): readonly Problem[] => {
    if (name.startsWith("/") || name.split("/").includes("..")) return [error(path, words.ludwig.fileOutside(name))];
    const tokenizer = at(opened.resolved, [...path.slice(0, -1), "tokenizer"]); // resolved to JSON
    return tokenizer === "hf_tokenizer" ? [error(path, words.ludwig.tokenizerFile(name))] : [];
  });
}

const at = (value: Json | undefined, path: Path): Json | undefined =>
  path.reduce((found: Json | undefined, step) => (typeof found === "object" && found !== null ? (found as { readonly [key: string | number]: Json })[step] : undefined), value); // lists and blocks alike are indexed

function freeName(wanted: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}_${n}`;
    if (!taken.includes(name)) return name;
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
