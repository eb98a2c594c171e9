import type { SourceReading } from "../../../ingest/dialect.ts";

/** Does a folder or an archive hold something else that could be read as the table? */
export const isOneOfSeveral = ({ among }: SourceReading): boolean => among !== undefined && (among.tables.length > 1 || (among.tables.length === 1 && among.pictures > 0));
