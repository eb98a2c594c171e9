import type { Case } from "./case.ts";
import { COMBINERS } from "./combiners.ts";
import { SEQUENCE_ENCODERS } from "./encoders.ts";
import { colours, picture } from "./pictures.ts";
import { columns, lstm, transformer } from "./sequences.ts";
import { dense, embeddings, form, tabular, text } from "./tables.ts";

/** The rows of the bench, in the table's order. */
export const CASES: readonly Case[] = [dense, tabular, embeddings, columns, text, lstm, transformer, picture, colours, ...SEQUENCE_ENCODERS, ...COMBINERS];

/** Asked for one row at a time, as a form does. */
export const FORM = form;

export function caseNamed(name: string): Case {
  const found = [...CASES, FORM].find((known) => known.name === name);
  if (!found) throw new Error(`the bench has no row '${name}'`);
  return found;
}
