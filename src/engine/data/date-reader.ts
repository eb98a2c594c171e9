import { dateFormat } from "./date-format.ts";
import { readNumber } from "./date-numbers.ts";
import { readWritten, type CalendarDate } from "./dates.ts";
import { parseNumber } from "./numbers.ts";

/** How a column writes its dates. */
export interface DateWriting {
  readonly datetime_format: string | null;
  /** Where both orders make a date. */
  readonly day_first: boolean;
}
type Read = (cell: string) => CalendarDate | null;

const readers = new Map<string, Read>();
/** Formats that are remembered; who types one makes a new one with each key. */
const MOST_READERS = 50;

/** Reads a cell by the column's format, and then as ISO 8601, in which a form asks for dates; without a format in every usual way, numbers too. */
export function dateReader({ datetime_format: format, day_first }: DateWriting): Read {
  if (format === null) return (cell) => readWritten(cell, day_first) ?? readNumber(parseNumber(cell));
  const known = readers.get(format);
  if (known) return known;
  const made = dateFormat(format);
  const read: Read = "wrong" in made ? () => null : (cell) => made.read(cell) ?? (ISO.test(cell.trim()) ? readWritten(cell, false) : null);
  if (readers.size >= MOST_READERS) readers.clear();
  readers.set(format, read);
  return read;
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:$|[T ])/;
