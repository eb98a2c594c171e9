/**
 * Word vectors from a text file as GloVe and word2vec write them: a line for each word, the word and its numbers separated by blanks; a first
 * line of two counts is passed over. The bytes are walked once to find where each word's line lies; a vector is read when it is asked for.
 */
export interface WordVectors {
  /** Numbers of each vector. */
  readonly width: number;
  readonly words: number;
  /** Lines that are no word with its vector. */
  readonly odd: number;
  /** The numbers of a word; undefined where the file has none. */
  of(word: string): Float32Array | undefined;
}

const MOST_WORDS = 4_000_000;
/** A line may be as long as a word and so many numbers. */
const WIDEST = 4096;
const LONGEST_LINE = 64 * 1024;
const [LINE, RETURN, BLANK, TAB] = [10, 13, 32, 9];

const read = new WeakMap<Uint8Array, WordVectors | null>();

/** The vectors in the bytes of a file; null where there are none. The same bytes are walked once. */
export function wordVectors(bytes: Uint8Array): WordVectors | null {
  const known = read.get(bytes);
  if (known !== undefined) return known;
  const found = walk(bytes);
  read.set(bytes, found);
  return found;
}

function walk(bytes: Uint8Array): WordVectors | null {
  const decoder = new TextDecoder("utf-8");
  const places = new Map<string, number>();
  let width = 0;
  let odd = 0;
  for (let at = 0, line = 0; at < bytes.length && places.size < MOST_WORDS; line++) {
    const end = endOfLine(bytes, at);
    const isTooLong = end - at > LONGEST_LINE;
    if (width === 0 && !isTooLong) width = widthOf(bytes, at, end);
    const last = width > 0 && !isTooLong ? cutBefore(bytes, at, end, width) : at;
    if (last > at) {
      const word = decoder.decode(bytes.subarray(at, last));
      if (!places.has(word)) places.set(word, at);
    } else if (!isTooLong && isOdd(countFields(bytes, at, end), line)) odd++;
    at = end + 1;
  }
  if (width === 0) return null;
  return {
    width,
    words: places.size,
    odd,
    of(word) {
      const at = places.get(word);
      return at === undefined ? undefined : numbersOf(bytes, at, endOfLine(bytes, at), width);
    },
  };
}

/** Numbers behind the word of a line; 0 where it is none. */
function widthOf(bytes: Uint8Array, at: number, end: number): number {
  const fields = countFields(bytes, at, end);
  return fields > 2 && fields <= WIDEST + 1 && numbersOf(bytes, at, end, fields - 1) ? fields - 1 : 0;
}

/** A line without a word and its vector; one that is empty, and a first one of two counts, are passed over. */
const isOdd = (fields: number, line: number): boolean => fields > 0 && !(line === 0 && fields === 2);

function endOfLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE, from);
  return end < 0 ? bytes.length : end;
}

const isBlank = (byte: number | undefined): boolean => byte === BLANK || byte === TAB || byte === RETURN;

function countFields(bytes: Uint8Array, from: number, end: number): number {
  let fields = 0;
  for (let at = from; at < end; at++) if (!isBlank(bytes[at]) && (at === from || isBlank(bytes[at - 1]))) fields++;
  return fields;
}

/** Where the word ends before so many last fields: a word may hold blanks itself (". . ." in Common Crawl's). */
function cutBefore(bytes: Uint8Array, from: number, end: number, fields: number): number {
  let at = end;
  for (let left = fields; left > 0; left--) {
    while (at > from && isBlank(bytes[at - 1])) at--;
    while (at > from && !isBlank(bytes[at - 1])) at--;
  }
  while (at > from && isBlank(bytes[at - 1])) at--;
  return at;
}

/** The last so many fields of a line; undefined where one is no finite number. */
function numbersOf(bytes: Uint8Array, from: number, end: number, fields: number): Float32Array | undefined {
  const text = new TextDecoder("latin1").decode(bytes.subarray(cutBefore(bytes, from, end, fields), end));
  const numbers = Float32Array.from(text.trim().split(/\s+/), Number);
  return numbers.length === fields && numbers.every(Number.isFinite) ? numbers : undefined;
}
