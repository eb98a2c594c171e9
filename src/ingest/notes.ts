/** What a reader should know about how a file was read, as sentences. */
import { note, type Problem } from "../engine/schema/problem.ts";
import type { Dialect } from "./dialect.ts";
import type { RowParser } from "./rows.ts";

export const skipNotes = ({ skip }: Dialect): Problem[] => [
  ...(skip === 1 ? [note([], "The first row is not part of the table and was left out.")] : []),
  ...(skip > 1 ? [note([], `The first ${skip} rows are not part of the table and were left out.`)] : []),
];

export const blankNotes = ({ blankLines, blankRows }: RowParser): Problem[] => [
  ...(blankRows === 1 ? [note([], "1 blank line was read as an empty cell: the table has one column.")] : []),
  ...(blankRows > 1 ? [note([], `${blankRows} blank lines were read as empty cells: the table has one column.`)] : []),
  ...(blankLines === 1 ? [note([], "1 blank line was left out.")] : []),
  ...(blankLines > 1 ? [note([], `${blankLines} blank lines were left out.`)] : []),
];

export function quoteNotes({ oddQuotes, unclosedQuote }: RowParser, { header, skip, quote }: Dialect): Problem[] {
  const above = skip + (header ? 1 : 0);
  const odd = oddQuotes.note((rows) =>
    `${rows} had a quote inside a quoted cell that was not doubled; the cell was read to the next closing quote.`, above);
  if (unclosedQuote === null) return odd;
  const unclosed = `A quote (${quote}) opens in row ${unclosedQuote.row - above + 1}, in line ${unclosedQuote.line}, and is never closed: everything after it became one cell. `;
  return [...odd, note([], `${unclosed}If quotes are ordinary characters in this file, read it with quote character "none".`)];
}

export function encodingNotes(broken: boolean, { encoding }: Dialect): Problem[] {
  const what = `Some characters show as \ufffd: bytes that mean nothing in ${encoding}, unless the file held that sign already.`;
  return broken ? [note([], `${what} Choose another encoding if letters look wrong.`)] : [];
}
