import type { Combination } from "../../../ingest/combine/combination.ts";
import type { DataSet } from "../../../ingest/data-api.ts";
import type { SourceReading } from "../../../ingest/dialect.ts";
import { t } from "../../messages/index.ts";

/** Did several tables come together? */
export const areSeveral = ({ among }: SourceReading): boolean => among !== undefined && among.tables.length > 1;

/** Does a folder or an archive hold something else that could be read as the table? */
export const isOneOfSeveral = (dialect: SourceReading): boolean => areSeveral(dialect) || (dialect.among?.tables.length === 1 && dialect.among.pictures > 0);

/** Which file the rows are from: of several that came together those that are read, of an archive or a folder itself. */
export function fileOf({ name, dialect: { among } }: Pick<DataSet, "name" | "dialect">): string {
  const [first = name, ...others] = among?.together ? read(among.together) : among?.tables.includes(name) ? [among.chosen] : [];
  return others.length > 0 ? t.data.fileAndMore(first, others.length) : first;
}

function read(together: Combination): readonly string[] {
  if (together.way === "one") return [together.table];
  if (together.way === "join") return [together.first, ...together.others.map(({ table }) => table)];
  return together.way === "stack" ? together.tables : together.tables.map(({ name }) => name);
}
