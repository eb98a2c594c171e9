/**
 * What a column's cells alone can settle once all are read: which spellings mean "no value", and whether a comma
 * separates its decimals. Both are written into the column, shown to the user, and can be overruled.
 */
import type { Column } from "../engine/data/table.ts";
import { CellCursor } from "./cell-bytes.ts";
import { numberShape, type NumberShape } from "../engine/data/number-shape.ts";
import { Spellings } from "./spellings.ts";

/**
 * Always read as missing: the spellings that pandas.read_csv reads so (a blank cell is missing without being named).
 * "None" can be a genuine category; it is counted under its own name, so the user sees it and can keep it.
 */
export const MISSING_SPELLINGS: readonly string[] = [
  "NA", "N/A", "n/a", "<NA>", "#NA", "#N/A", "#N/A N/A", "NaN", "nan", "-NaN", "-nan",
  "null", "NULL", "Null", "None", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN",
];

/** Read as missing where they are an exception: lone punctuation that stands for "unknown" among real values. */
export const MISSING_MARKS: readonly string[] = [".", "..", "...", "?", "??", "-", "--", "---", "\u2013", "\u2014", "\u2026"];

/** The largest share of a text column's cells that a lone mark may take and still mean "missing". */
const RARE = 0.2;
/** The share of cells that must read as numbers before a column's commas are taken for decimal signs. */
const MOSTLY = 0.9;

const STEP = 32_768;
const CANDIDATES = new Spellings([...MISSING_SPELLINGS, ...MISSING_MARKS]);

/** What one pass over a column's cells counts. */
export interface CellCensus {
  /** Cells with any text. */
  readonly present: number;
  /** How often each spelling or mark that may mean "missing" occurs. */
  readonly candidates: ReadonlyMap<string, number>;
  /** Cells of one other sign, such as "+": beside them a "-" is a value. */
  readonly otherSigns: number;
  /** Shapes of all cells that are no candidates. */
  readonly shapes: Readonly<Record<NumberShape, number>>;
}

function* census(column: Column): Generator<void, CellCensus, void> {
  const candidates = CANDIDATES.words.map(() => 0);
  const shapes: Record<NumberShape, number> = { none: 0, whole: 0, point: 0, comma: 0, "point?": 0, "comma?": 0 };
  const cursor = new CellCursor(column);
  const { bytes } = column;
  let present = 0;
  let otherSigns = 0;
  for (let row = 0; row < column.ends.length; row++) {
    if (row % STEP === 0) yield;
    cursor.move(row);
    if (cursor.blank) continue;
    present++;
    const { start, end } = cursor;
    const candidate = CANDIDATES.indexOf(bytes, start, end);
    if (candidate >= 0) {
      candidates[candidate]!++;
      continue;
    }
    const shape = numberShape(bytes, start, end);
    shapes[shape]++;
    if (shape === "none" && end - start === 1 && isSign(bytes[start]!)) otherSigns++;
  }
  return { present, candidates: new Map(CANDIDATES.words.map((word, i) => [word, candidates[i]!])), otherSigns, shapes };
}

/** Printable ASCII that is neither letter nor digit. */
const isSign = (byte: number): boolean => byte > 32 && byte < 127 && !/[0-9A-Za-z]/.test(String.fromCharCode(byte));

/** The spellings that mean "missing" in a column with this census, in the order of the lists above. */
export function missingSpellings(cells: CellCensus): readonly string[] {
  const count = (spelling: string): number => cells.candidates.get(spelling) ?? 0;
  const values = cells.present - [...cells.candidates.values()].reduce((sum, n) => sum + n, 0);
  const numbersOtherwise = values > 0 && cells.shapes.none === 0;
  const exception = (mark: string): boolean => numbersOtherwise || (cells.otherSigns === 0 && count(mark) <= RARE * cells.present);
  const marks = MISSING_MARKS.filter((mark) => count(mark) > 0 && exception(mark));
  return [...MISSING_SPELLINGS.filter((spelling) => count(spelling) > 0), ...marks];
}

/** The decimal sign of a column with this census; `usual` is the table's own where the column does not tell ("1,234"). */
export function decimalSign(cells: CellCensus, usual: "." | ","): "." | "," {
  const { none, whole, point, comma } = cells.shapes;
  const open = cells.shapes["point?"] + cells.shapes["comma?"];
  const numbers = whole + point + comma + open;
  if (numbers < MOSTLY * (numbers + none)) return ".";
  if (point + comma > 0) return comma > 0 && point === 0 ? "," : ".";
  return open > 0 ? usual : ".";
}

/** The column with its missing spellings and decimal sign settled, in steps of a few milliseconds. */
export function* settling(column: Column, usual: "." | ","): Generator<void, Column, void> {
  const cells = yield* census(column);
  return { ...column, missing: missingSpellings(cells), decimal: decimalSign(cells, usual) };
}
