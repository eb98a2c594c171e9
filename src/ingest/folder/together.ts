/** Several tables among files: which of them could be one, and that one where it was asked for or where names say so. */
import type { Problem } from "../../engine/schema/problem.ts";
import type { Table } from "../../engine/data/table.ts";
import { combinationsOf, partsOf, stackName } from "../combine/combinations.ts";
import type { SourceReading } from "../dialect.ts";

export interface ReadPart { readonly name: string; readonly table: Table; readonly dialect: SourceReading; readonly notes: readonly Problem[] }

export interface Together {
  /** The ways to put the tables together, by their names. */
  readonly names: readonly string[];
  /** Null where one table by itself was asked for, or none of the ways. */
  readonly made: { readonly name: string; readonly table: Table; readonly dialect: SourceReading; readonly notes: readonly Problem[] } | null;
}

/** More tables, or larger ones, are not looked at together. */
const MOST_TABLES = 8;
const MOST_BYTES = 512 * 1024 * 1024;

export const mayBeOne = (tables: readonly { readonly path: string; readonly size: number }[]): boolean =>
  tables.length > 1 && tables.length <= MOST_TABLES && tables.reduce((sum, { size }) => sum + size, 0) <= MOST_BYTES;

/** `among` names the way, or one table; where it names nothing that is there, files called for training, validation and test are put together. */
export function putTogether(parts: readonly ReadPart[], among: string | undefined): Together {
  const ways = combinationsOf(parts);
  const names = ways.map(({ name }) => name);
  const byName = stackName(partsOf(parts.map(({ name }) => name)));
  const known = among !== undefined && (among === "" || names.includes(among) || parts.some(({ name }) => name === among));
  const way = ways.find(({ name }) => name === (known ? among : byName));
  if (!way) return { names, made: null };
  const { table, notes } = way.make();
  const used = parts.filter(({ name }) => way.name.split(" + ").some((part) => part === name || part.startsWith(`${name} (`)));
  return { names, made: { name: way.name, table, dialect: used[0]!.dialect, notes: [...notes, ...used.flatMap((part) => part.notes)] } };
}
