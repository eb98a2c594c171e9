import type { SourceReading } from "../../../ingest/dialect.ts";

/** Did several tables come together? */
export const areSeveral = ({ among }: SourceReading): boolean => among !== undefined && among.tables.length > 1;

/** Does a folder or an archive hold something else that could be read as the table? */
export const isOneOfSeveral = (dialect: SourceReading): boolean => areSeveral(dialect) || (dialect.among?.tables.length === 1 && dialect.among.pictures > 0);
