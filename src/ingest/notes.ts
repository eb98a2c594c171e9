/** What a reader should know about how a file was read, as sentences. */
import { note, type Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import type { Dialect } from "./dialect.ts";
import type { RowParser } from "./rows.ts";

export const skipNotes = ({ skip }: Dialect): Problem[] => (skip > 0 ? [note([], words.skipped(skip))] : []);

export const blankNotes = ({ blankLines, blankRows }: RowParser): Problem[] => [
  ...(blankRows > 0 ? [note([], words.blankCells(blankRows))] : []),
  ...(blankLines > 0 ? [note([], words.blankLines(blankLines))] : []),
];

export function quoteNotes({ oddQuotes, unclosedQuote }: RowParser, { header, skip, quote }: Dialect): Problem[] {
  const above = skip + (header ? 1 : 0);
  const odd = oddQuotes.note(words.oddQuotes, above);
  if (unclosedQuote === null) return odd;
  return [...odd, note([], words.unclosedQuote(quote, unclosedQuote.row - above + 1, unclosedQuote.line))];
}

export const encodingNotes = (broken: boolean, { encoding }: Dialect): Problem[] => (broken ? [note([], words.brokenCharacters(encoding))] : []);
