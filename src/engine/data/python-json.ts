import type { Cells } from "./table.ts";

/**
 * Cells as the values that pandas reads from a CSV, in the spelling of Python's `json.dumps`: whole numbers, numbers (a column that has a
 * missing cell holds floats), true and false, else texts in ASCII; a missing cell is NaN. What Ludwig hashes.
 */
export function pythonJson(cells: Cells): readonly string[] {
  const present = cells.filter((cell) => cell !== null).map((cell) => cell.trim());
  const all = (pattern: RegExp): boolean => present.length > 0 && present.every((cell) => pattern.test(cell));
  const isWhole = present.length === cells.length;
  const write = all(/^[+-]?\d{1,18}$/) && isWhole ? (cell: string) => BigInt(cell.replace("+", "")).toString()
    : all(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/) ? (cell: string) => pythonFloat(Number(cell))
    : all(/^(true|True|TRUE|false|False|FALSE)$/) ? (cell: string) => cell.toLowerCase()
    : null;
  return cells.map((cell) => (cell === null ? "NaN" : write ? write(cell.trim()) : pythonText(cell)));
}

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
