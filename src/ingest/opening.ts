/** The beginning of a file: enough of it to know the encoding, the dialect and the columns. */
import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import { decoderFor, detectEncoding, type EncodingGuess } from "./decode.ts";
import { detect, usualWidth, type Detected } from "./detect.ts";
import type { ReadOptions } from "./dialect.ts";
import { refusalOfBytes, refusalOfText } from "./refuse.ts";
import { isBlankCell, type Row } from "./rows.ts";

const SAMPLE_BYTES = 512 * 1024;
/** A first row, and the first two: longer ones are no table, or are read without knowing more of them. */
const LONGEST_FIRST_ROW = 8 * 1024 * 1024;
const LARGEST_SAMPLE_BYTES = 16 * 1024 * 1024;

export interface Opening {
  readonly detected: Detected;
  readonly decoder: TextDecoder;
  readonly guess: EncodingGuess;
  /** The bytes looked at, still to be read. */
  readonly head: readonly Uint8Array[];
}

/** Look at half a MiB, or more while not even two rows are complete. */
export async function readOpening(input: AsyncGenerator<Uint8Array>, options: ReadOptions): Promise<Outcome<Opening>> {
  const head: Uint8Array[] = [];
  let bytes = 0;
  for (let wanted = SAMPLE_BYTES; ; wanted *= 4) {
    let complete = false;
    while (bytes < wanted && !complete) {
      const next = await input.next();
      if (next.done) {
        complete = true;
      } else {
        head.push(next.value);
        bytes += next.value.length;
      }
    }
    const sample = joined(head, bytes);
    const refusal = refusalOfBytes(sample);
    if (refusal !== null) return failed(refusal);
    const guess = options.encoding === undefined ? detectEncoding(sample) : { encoding: options.encoding, certain: true };
    const decoder = decoderFor(guess.encoding);
    if (!decoder) return failed(words.unknownEncoding(guess.encoding));
    const text = decoder.decode(sample, { stream: true });
    const textRefusal = refusalOfText(text);
    if (textRefusal !== null) return failed(textRefusal);
    if (text.trim() === "" && (complete || bytes >= LONGEST_FIRST_ROW)) return failed(words.empty);
    const ends = complete || text.includes("\n") || text.includes("\r");
    if (!ends && bytes >= LONGEST_FIRST_ROW) return failed(words.endless);
    if (!ends) continue;
    const detected = detect(text, complete, options);
    if (!complete && detected.rows.length < 2 && bytes < LARGEST_SAMPLE_BYTES) continue;
    if (detected.rows.length === 0) return failed(options.skip ? words.nothingLeft(options.skip) : words.endless);
    return success({ detected, decoder: decoderFor(guess.encoding)!, guess: { ...guess, encoding: decoder.encoding }, head });
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The names above the columns. R leaves out the one above its row names: then every row has one cell more, and the first never repeats. */
export function headerRow([header = [], ...rows]: readonly Row[]): Row {
  const firsts = new Set(rows.map((row) => row[0]));
  const lacksFirst = rows.length > 1 && firsts.size === rows.length && rows.every((row) => row.length === header.length + 1 && !isBlankCell(row.at(-1)!));
  return lacksFirst ? ["", ...header] : header;
}

/** As many columns as the header names or most rows have; delimiters at the ends of lines make none. */
export function tableWidth(header: Row | null, rows: readonly Row[]): number {
  const usual = usualWidth(rows);
  if (header === null) return usual;
  const lastFilled = Math.max(...rows.map((row) => row.slice(0, usual).findLastIndex((cell) => !isBlankCell(cell))));
  return Math.max(header.length, lastFilled + 1);
}

const failed = (message: string): Outcome<never> => failure(error([], message));
