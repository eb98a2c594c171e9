import { each, type Resting } from "./rests.ts";
import type { Cell, CellsInTurn } from "./table.ts";

/**
 * Writes cells of a column as the values that pandas reads from a CSV, in the spelling of Python's `json.dumps`: whole numbers, numbers (a column that has a
 * missing cell holds floats), true and false, else texts in ASCII; a missing cell is NaN. What Ludwig hashes.
 */
export function* pythonWriter(cells: CellsInTurn): Resting<(cell: Cell) => string> {
  let present = 0;
  let left = KINDS;
  yield* each(cells, (cell) => {
    if (cell === null) return;
    present++;
    const trimmed = cell.trim();
    if (left.some(({ pattern }) => !pattern.test(trimmed))) left = left.filter(({ pattern }) => pattern.test(trimmed));
  });
  const write = present === 0 ? undefined : left.find(({ needsAll }) => !needsAll || present === cells.length)?.write;
  return (cell) => (cell === null ? "NaN" : write ? write(cell.trim()) : pythonText(cell));
}

/** What every cell of a column may be, the narrowest first. */
const KINDS: readonly { readonly pattern: RegExp; readonly needsAll?: true; write(cell: string): string }[] = [
  { pattern: /^[+-]?\d{1,18}$/, needsAll: true, write: (cell) => BigInt(cell.replace("+", "")).toString() },
  { pattern: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, write: (cell) => pythonFloat(Number(cell)) },
  { pattern: /^(true|True|TRUE|false|False|FALSE)$/, write: (cell) => cell.toLowerCase() },
];

/** Python's `repr` of a float: the shortest digits, as JavaScript's, with exponents from 16 digits or 4 zeros on. */
function pythonFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (power < -4 || power >= 16) return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  const plain = power < 0 ? value.toFixed(digits.replace(/^-?\d\.?/, "").length - power) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
const pythonText = (text: string): string =>
  `"${text.replaceAll(/["\\\x00-\x1f]|[\x7f-\uffff]/g, (unit) => (unit === "\x7f" ? unit : (SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)))}"`;
