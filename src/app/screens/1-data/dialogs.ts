/** What the data screen opens over itself: how the file was read, how several tables belong together, what reading noted, what was changed. */
export type DataDialog = "reading" | "tables" | "notes" | "changes";
